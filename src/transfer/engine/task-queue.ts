// A queue between those who finish something and those who go on with it.

export interface TaskQueue<T> {
  add(task: T): void
  /** Nothing more comes. */
  end(): void
  /** Something is there to be taken at once. */
  readonly ready: boolean
  /** Undefined when nothing more comes. */
  next(): Promise<T | undefined>
}

export function taskQueue<T>(): TaskQueue<T> {
  const tasks: T[] = []
  const waiting: ((task: T | undefined) => void)[] = []
  let over = false
  return {
    add(task) {
      const one = waiting.shift()
      if (one) one(task)
      else tasks.push(task)
    },
    end() {
      over = true
      for (const one of waiting.splice(0)) one(undefined)
    },
    get ready() {
      return tasks.length > 0
    },
    next() {
      const task = tasks.shift()
      if (task !== undefined || over) return Promise.resolve(task)
      return new Promise((resolve) => waiting.push(resolve))
    },
  }
}
