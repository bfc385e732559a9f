/** Headers between the gateway and the subgraphs. The gateway drops them from what clients send. */
export const internalHeaders = {
  gatewaySecret: 'x-forum-gateway-secret',
  requestId: 'x-request-id',
  traceParent: 'traceparent',
  /** The operation's name where it is one that is known; what clients made up is `other`. */
  operation: 'x-forum-operation',
  clientAddress: 'x-forum-client-address',
  /** Id of a valid signed visitor cookie that came with the request. */
  visitor: 'x-forum-visitor',
  userAgent: 'x-forum-user-agent',
  /** Value of the refresh cookie; to Auth alone, for refreshSession and logout. */
  refreshCookie: 'x-forum-refresh-cookie',
  /** Value of the device cookie; to Auth alone, for login and register. */
  deviceCookie: 'x-forum-device-cookie',
  /** Name of the session mutation that this operation is; to Auth alone. With `logout` the bearer token is given as it came, expired or not. */
  sessionMutation: 'x-forum-session-mutation',
  /** From Auth to the gateway: the access token that counts for the rest of the operation. */
  newAccessToken: 'x-forum-access-token',
} as const
