// What systemd itself says of a unit before anybody starts it: systemd-analyze(1), “verify” and “security”.

import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SystemdCheck {
  /** Lines of `systemd-analyze verify`; empty when nothing is wrong. */
  readonly wrong: readonly string[]
  /** `1.5 OK`, as `systemd-analyze security` says. */
  readonly exposure: string | null
}

/** Systemd knows its own sorts of unit by the ending. */
const UNIT = 'sesame.service'

/** Null where systemd is not installed. */
export async function checkUnit(text: string, system: boolean): Promise<SystemdCheck | null> {
  const folder = await mkdtemp(join(tmpdir(), 'sesame-unit-'))
  try {
    const file = join(folder, UNIT)
    await writeFile(file, text)
    const verify = await run('systemd-analyze', [system ? '--system' : '--user', '--man=no', 'verify', file])
    if (verify === null) return null
    // The user manager's own lines, where none runs, are not about the unit.
    const wrong = verify.said.split('\n').filter((line) => line.includes(UNIT))
    const security = system ? await run('systemd-analyze', ['security', '--offline=yes', '--no-pager', file]) : null
    const exposure = /Overall exposure level for [^:]+: (\d+\.\d+ \w+)/.exec(security?.said ?? '')?.[1] ?? null
    return { wrong, exposure }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run(program: string, args: readonly string[]): Promise<{ readonly said: string } | null> {
  return new Promise((done) => {
    execFile(program, args, { timeout: 20_000, env: { ...process.env, SYSTEMD_COLORS: '0', LC_ALL: 'C' } }, (error, out, err) =>
      done((error as NodeJS.ErrnoException | null)?.code === 'ENOENT' ? null : { said: `${out}${err}` }),
    )
  })
}
