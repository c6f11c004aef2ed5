// What systemd is told of a service (sd_notify(3)): ready, stopping, alive. Node.js speaks no datagram sockets of the file system, so that systemd-notify says it for us.

import { execFile } from 'node:child_process'

export interface ServiceManager {
  ready(status: string): Promise<void>
  reloading(): Promise<void>
  stopping(): Promise<void>
  /** Starts to say "alive" as often as it was asked for; `alive` is asked each time. */
  watch(alive: () => boolean): void
  close(): void
}

type Environment = Readonly<Record<string, string | undefined>>

const PATIENCE_MS = 5_000

/** Null where nobody listens. Nothing here throws: a service runs without its manager too. */
export function serviceManager(env: Environment, pid = process.pid): ServiceManager | null {
  const { NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID } = env
  if (!NOTIFY_SOCKET) return null
  const say = (...words: string[]) =>
    new Promise<void>((resolve) => {
      const child = execFile('systemd-notify', words, { env: { NOTIFY_SOCKET, PATH: env.PATH }, timeout: PATIENCE_MS }, () => resolve())
      child.unref()
    })
  let timer: NodeJS.Timeout | undefined
  return {
    ready: (status) => say('--ready', `--status=${status.replaceAll(/\s+/g, ' ')}`),
    reloading: () => say('RELOADING=1'),
    stopping: () => say('STOPPING=1'),
    watch(alive) {
      const every = Number(WATCHDOG_USEC) / 1_000
      // sd_watchdog_enabled(3): meant for this process, or for whoever runs.
      if (!(every > 0) || (WATCHDOG_PID && Number(WATCHDOG_PID) !== pid)) return
      timer = setInterval(() => alive() && void say('WATCHDOG=1'), every / 2)
      timer.unref()
    },
    close: () => clearInterval(timer),
  }
}
