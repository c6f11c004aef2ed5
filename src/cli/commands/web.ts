// `sesame web`: the desk in the browser of this computer, until Ctrl-C.

import { startDesk } from '../../desk.ts'
import { EXIT, SesameError } from '../../model/errors.ts'
import { saidIn } from '../../text/desk-said.ts'
import { networkRequest } from '../network-flags.ts'
import { hasDesktop, openBrowser } from '../open-browser.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { options, lang, out, err, json, signal } = invocation
  const said = saidIn(lang).command
  const { lab, ...network } = networkRequest(invocation)
  const desk = await startDesk({
    ...{ network, lab, lang },
    port: portOf(stringOption(options, 'port')),
    host: stringOption(options, 'host'),
    data: stringOption(options, 'data'),
    log: (line) => err.line(err.style('dim', line)),
  })
  if (json) out.write(`${JSON.stringify({ url: desk.url, token: desk.token, port: desk.port, history: desk.historyTrouble === null })}\n`)
  else {
    out.line(out.style('bold', said.at))
    out.write(`  ${desk.url}\n`)
    if (desk.elsewhere) out.line(said.token(desk.token), 2)
    if (lab) out.line(said.lab)
    out.line(out.style('dim', said.stop))
  }
  if (desk.elsewhere) err.line(err.style('yellow', said.elsewhere))
  if (desk.historyTrouble !== null) err.line(err.style('yellow', said.history(desk.historyTrouble)))
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  if (options['no-open'] !== true && !json) await open(desk.onceUrl())
  await stopped
  const ended = await desk.close()
  err.line(said.stopped(ended))
  return EXIT.works

  async function open(url: string): Promise<void> {
    if (!hasDesktop(process.env)) return err.line(said.noDesktop)
    if (!(await openBrowser(url, process.env))) err.line(err.style('yellow', said.noBrowser))
  }
}

/** Throws `option-invalid`. */
function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port >= 0 && port <= 65_535) return port
  throw new SesameError('option-invalid', { option: '--port', value: text, allowed: '0-65535' })
}
