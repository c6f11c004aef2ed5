// Every benchmark, one after the other, each in its own process so that none warms another: `npm run bench`.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

for (const name of ['startup', 'diagnose', 'doctor', 'identify', 'desk', 'sheets', 'bridge']) {
  const file = fileURLToPath(new URL(`./${name}.js`, import.meta.url))
  const ran = spawnSync(process.execPath, [file], { stdio: 'inherit' })
  if (ran.status !== 0) process.exitCode = 1
}
