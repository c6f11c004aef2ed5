// Single keys while something runs: raw mode only where standard input is a terminal, given back on every way out.

export interface TerminalKeys {
  /** Gives the terminal back. Any number of times. */
  end(): void
}

/** Ctrl-C stays Ctrl-C, Ctrl-Z still sets the program aside. Null where standard input is no terminal. */
export function listenToKeys(on: (key: string) => void, input: NodeJS.ReadStream = process.stdin): TerminalKeys | null {
  if (!input.isTTY || typeof input.setRawMode !== 'function') return null
  let raw = false
  const take = () => {
    if (raw) return
    raw = true
    input.setRawMode(true)
  }
  const give = () => {
    if (!raw) return
    raw = false
    // Destroyed by an interruption, it has its old mode already.
    if (!input.destroyed) input.setRawMode(false)
  }
  const onData = (data: Buffer | string) => {
    for (const key of String(data)) {
      // Whoever is asked to stop gives the terminal back at once: the second Ctrl-C is the system's own, and cuts.
      if (key === '\u0003') {
        end()
        process.kill(process.pid, 'SIGINT')
      } else if (key === '\u001a' && process.platform !== 'win32') {
        give()
        process.once('SIGCONT', take)
        process.kill(process.pid, 'SIGTSTP')
      } else on(key.toLowerCase())
    }
  }
  const end = () => {
    give()
    input.off('data', onData)
    process.off('exit', give)
    process.off('SIGCONT', take)
    if (!input.destroyed) input.pause()
  }
  process.on('exit', give)
  input.on('data', onData)
  take()
  input.resume()
  return { end }
}
