// How long a person waits before the command line says something, beside other mail tools of Debian in the same run.

import { fileURLToPath } from 'node:url'
import { medianOf, ms, report, timeCommand, times } from './measure.ts'

const SESAME = fileURLToPath(new URL('../../sesame.mjs', import.meta.url))
const CASE =
  '{"id":"b","address":"marie@icloud.com","client":"outlook-windows","evidence":["nom d\'utilisateur ou mot de passe incorrect"]}'

async function run(): Promise<void> {
  const node = (args: readonly string[], input = '') => medianOf(9, () => timeCommand(process.execPath, args, { input }))
  const bare = await node(['-e', '0'])
  const rows: [string, number][] = [
    ['node -e 0 (the floor)', bare],
    ['sesame --version', await node([SESAME, '--version'])],
    ['sesame --help', await node([SESAME, '--help'])],
    ['sesame guide CAUSE', await node([SESAME, 'guide', 'auth.basic_disabled', '--provider', 'outlook-com'])],
    ['sesame diagnose (one case)', await node([SESAME, 'diagnose'], CASE)],
    ['sesame identify --offline', await node([SESAME, 'identify', 'marie@icloud.com', '--offline'])],
    ['sesame doctor --lab (the whole lab started and stopped)', await node([SESAME, 'doctor', 'marie@icloud.com', '--lab'])],
  ]
  for (const [name, args] of [
    ['swaks --version', ['swaks', '--version']],
    ['mbsync --version', ['mbsync', '--version']],
    ['mutt -v', ['mutt', '-v']],
  ] as const) {
    const [command, ...rest] = args
    rows.push([`${name} (peer)`, await medianOf(9, () => timeCommand(command, rest)).catch(() => Number.NaN)])
  }
  report(
    'Start-up (median of 9)',
    rows.map(([name, value]) => [name, Number.isNaN(value) ? 'not installed' : `${ms(value)}  ${times(value / bare)}`]),
  )
}

await run()
