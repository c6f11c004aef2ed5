// Runs readpst when it is on this computer; says what to type when it is not. It is never part of Sésame.

import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SesameError } from '../../../model/errors.ts'
import { unreadable } from '../files/disk-trouble.ts'
import type { PstOptions } from './pst-box.ts'

/** `-e`: one file a message, attachments in it, no quoting of lines. `-t e`: mail only. `-j 0`: in one process, so in one order. `-q`: no progress. */
const ARGUMENTS = ['-q', '-e', '-t', 'e', '-j', '0']
const MOST_SAID = 4_000

export async function runReadpst(
  file: string,
  folder: string,
  { searchPath = process.env.PATH, platform = process.platform }: PstOptions,
): Promise<void> {
  try {
    accessSync(file, constants.R_OK)
  } catch (error) {
    throw unreadable(file, error)
  }
  const program = findProgram(searchPath ?? '', platform)
  if (program === undefined) throw new SesameError('readpst-missing', { install: howToInstall(platform) })
  await new Promise<void>((done, failed) => {
    const child = spawn(program, [...ARGUMENTS, '-o', folder, file], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const take = (chunk: Buffer) => {
      if (said.length < MOST_SAID) said += chunk.toString('utf8')
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('error', (error) => failed(new SesameError('readpst-failed', { file, why: error.message }, error)))
    child.once('close', (code, signal) => {
      if (code === 0) return done()
      const why = said.trim().split('\n').at(-1) || (signal ?? `exit ${code}`)
      failed(new SesameError('readpst-failed', { file, why }))
    })
  })
}

function findProgram(searchPath: string, platform: NodeJS.Platform): string | undefined {
  const name = platform === 'win32' ? 'readpst.exe' : 'readpst'
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return statSync(path).isFile()
      } catch {
        return false
      }
    })
}

/** Commands are the same in every language. */
function howToInstall(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'brew install libpst'
  if (platform === 'win32') return 'wsl --install -d Debian; wsl sudo apt-get install pst-utils'
  return 'sudo apt-get install pst-utils  (Debian, Ubuntu; Fedora: sudo dnf install libpst; Arch: libpst)'
}
