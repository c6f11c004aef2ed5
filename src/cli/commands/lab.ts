// `sesame lab`: the lab in the foreground, and a file with which other programs reach it.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EXIT, SesameError } from '../../model/errors.ts'
import { startLab } from '../../sesame.ts'
import { numberOption } from '../number-option.ts'
import { heading } from '../render/heading.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ options, text, json, out, lang, signal }) => {
  const delayMs = numberOption(options, 'delay', 0, 0, 10_000)
  const wanted = stringOption(options, 'write')
  const folder = await folderFor(wanted)
  const lab = await startLab({ delayMs })
  try {
    const file = join(folder, 'network.json')
    const { cacert = '', ...rest } = lab.network
    await write(join(folder, 'ca.pem'), cacert)
    await write(join(folder, 'oauth.json'), `${JSON.stringify(lab.oauthClients, null, 2)}\n`)
    await write(file, `${JSON.stringify({ ...rest, cacert: 'ca.pem' }, null, 2)}\n`)
    const accounts = lab.accounts.map((a) => ({ address: a.address, shows: a.shows[lang] }))
    if (json) out.write(`${JSON.stringify({ network: lab.network, file, accounts })}\n`)
    else {
      out.line(out.style('bold', text.lab.running))
      out.line(text.lab.use(file))
      heading(out, text.lab.accounts)
      for (const { address, shows } of accounts) out.line(`${out.style('bold', address)}  ${shows}`, 2, 4)
      out.line()
      out.line(text.lab.secrets)
    }
    await new Promise<void>((resolve) => {
      const alive = setInterval(() => {}, 60_000)
      const end = () => {
        clearInterval(alive)
        resolve()
      }
      if (signal.aborted) end()
      else signal.addEventListener('abort', end, { once: true })
    })
    return EXIT.works
  } finally {
    await lab.stop()
    if (wanted === undefined) await rm(folder, { recursive: true, force: true })
  }
}

async function folderFor(wanted: string | undefined): Promise<string> {
  if (wanted === undefined) return mkdtemp(join(tmpdir(), 'sesame-lab-'))
  try {
    await mkdir(wanted, { recursive: true })
    return wanted
  } catch (error) {
    throw new SesameError('file-unwritable', { file: wanted, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600 })
  } catch (error) {
    throw new SesameError('file-unwritable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}
