// The desk for those who start it: the command line. It stands beside sesame.ts because the desk itself is built on that.

export type { StartedDesk, StartRequest } from './web/server/start.ts'

export const startDesk: typeof import('./web/server/start.ts').startDesk = async (...args) =>
  (await import('./web/server/start.ts')).startDesk(...args)
