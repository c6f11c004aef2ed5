// Which part a test file belongs to: four processes beside each other, because most of their time is spent waiting for servers and browsers.

const PAGES = ['web', 'site']
const SERVERS = ['bridge', 'lab', 'oauth', 'probe', 'real', 'vault']
/** Long ones of the command line, each of whose tests is a process of its own: they go where there is time for them. */
const LONG = /^(login|doctor)\.test\./

export type Part = 'pages' | 'servers' | 'movers' | 'rest'
export const PARTS: readonly Part[] = ['pages', 'servers', 'movers', 'rest']

export function partOf(file: string): Part {
  const [folder = '', name = ''] = file.split(/[\\/]/)
  if ([folder, name].some((part) => /^(transfer|tidy)\b/.test(part))) return 'movers'
  if (folder === 'cli' && LONG.test(name)) return 'movers'
  if (PAGES.includes(folder)) return 'pages'
  return SERVERS.includes(folder) ? 'servers' : 'rest'
}

/** Those that drive Chromium. */
export const isOfChromium = (file: string): boolean => /browser|chromium|end-to-end/.test(file)

/** Of this part, in this run: `SESAME_WITHOUT_CHROMIUM` leaves the browser out. */
export function isWanted(part: Part): (file: string) => boolean {
  const without = process.env.SESAME_WITHOUT_CHROMIUM === '1'
  return (file) => partOf(file) === part && !(without && isOfChromium(file))
}
