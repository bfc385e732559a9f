/** 128 random bits in hex. crypto.randomUUID is absent on a page over plain http that is not localhost; getRandomValues is everywhere. */
export const randomKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
