import type { RefreshAnswer } from './refresh.ts'

const database = 'forum-session'
const store = 'answers'
const key = 'last'

/**
 * The answer to the last refresh, for all tabs. In IndexedDB, because a tab's view of localStorage may lag behind a lock that another tab's process
 * has just let go. Where the browser refuses IndexedDB nothing is kept, and each tab that waited refreshes in its turn.
 */
export const answerOfTabs = {
  read: async (): Promise<RefreshAnswer | null> => {
    const found = await inStore('readonly', (answers) => answers.get(key))
    return found === undefined ? null : (found as RefreshAnswer) // only `write` puts anything there
  },
  write: async (answer: RefreshAnswer): Promise<void> => {
    await inStore('readwrite', (answers) => answers.put(answer, key))
  },
}

async function inStore(mode: IDBTransactionMode, ask: (answers: IDBObjectStore) => IDBRequest): Promise<unknown> {
  try {
    const opened = await open()
    try {
      const transaction = opened.transaction(store, mode)
      const request = ask(transaction.objectStore(store))
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve
        transaction.onabort = () => reject(transaction.error)
      })
      return request.result
    } finally {
      opened.close()
    }
  } catch {
    return undefined
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
