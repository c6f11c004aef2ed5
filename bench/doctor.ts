// A doctor run on the lab with 50 ms added to every round trip: how close to the chain of round trips that nobody can avoid, and beside curl making the same sign-ins one after the other.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '../src/model/secret.ts'
import { doctor, startLab } from '../src/sesame.ts'
import { median, ms, report, timeCommand, times } from './measure.ts'

const DELAY = 50
const ADDRESS = 'claire@icloud.com'
const SECRET = 'labw-ords-only-here'
/** TCP (with the greeting), EHLO, STARTTLS, TLS 1.3, EHLO, AUTH, MAIL with RSET: SMTP with STARTTLS is the longer road. The lab's hosts need no look-up. */
const CHAIN = 7
/** Without AUTH and MAIL. */
const PUBLIC_CHAIN = 5

async function run(): Promise<void> {
  const lab = await startLab({ delayMs: DELAY })
  const folder = mkdtempSync(join(tmpdir(), 'sesame-bench-'))
  try {
    const once = async (secret: boolean) => {
      const started = performance.now()
      await doctor(
        {
          address: ADDRESS,
          messages: [],
          tells: [],
          offline: false,
          lang: 'en',
          signal: new AbortController().signal,
          flags: lab.network,
          lab: false,
          env: {},
          ...(secret && { secret: new Secret(SECRET) }),
        },
        () => {},
      )
      return performance.now() - started
    }
    await once(true)
    const whole = median([await once(true), await once(true), await once(true), await once(true), await once(true)])
    const looking = median([await once(false), await once(false), await once(false)])
    const cacert = join(folder, 'ca.pem')
    writeFileSync(cacert, lab.network.cacert)
    const at = (host: string, port: number) =>
      lab.network.connectTo
        .find((rule) => rule.startsWith(`${host}:${port}:`))
        ?.split(':')
        .slice(2) ?? []
    const [imapHost, imapPort] = at('imap.mail.me.com', 993)
    const [smtpHost, smtpPort] = at('smtp.mail.me.com', 587)
    const curl = () =>
      timeCommand('curl', [
        '-s',
        '--cacert',
        cacert,
        '--connect-to',
        `imap.mail.me.com:993:${imapHost}:${imapPort}`,
        '--user',
        `claire:${SECRET}`,
        'imaps://imap.mail.me.com/INBOX',
        '-X',
        'NOOP',
      ])
    const curlSmtp = () =>
      timeCommand('curl', [
        '-s',
        '--cacert',
        cacert,
        '--ssl-reqd',
        '--connect-to',
        `smtp.mail.me.com:587:${smtpHost}:${smtpPort}`,
        '--user',
        `${ADDRESS}:${SECRET}`,
        '--mail-from',
        ADDRESS,
        '-X',
        'RSET',
        'smtp://smtp.mail.me.com:587',
      ])
    const peers = median([await curl(), await curl(), await curl()]) + median([await curlSmtp(), await curlSmtp(), await curlSmtp()])
    report(`A doctor run, ${DELAY} ms a round trip (median of 5)`, [
      ['unavoidable chain (SMTP with STARTTLS, to the sender check)', ms(CHAIN * DELAY)],
      ['doctor without a password', `${ms(looking)}  ${times(looking / (PUBLIC_CHAIN * DELAY))} of its chain, ${ms(PUBLIC_CHAIN * DELAY)}`],
      ['doctor with sign-in on IMAP and SMTP', `${ms(whole)}  ${times(whole / (CHAIN * DELAY))} of the chain`],
      ['curl IMAPS then curl SMTP, the same sign-ins (peer)', `${ms(peers)}  ${times(peers / whole)} of the doctor`],
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await lab.stop()
  }
}

await run()
