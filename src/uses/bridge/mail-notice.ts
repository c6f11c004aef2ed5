// A notice as a message, sent by another account of the bridge: one that still opens.

import { randomUUID } from 'node:crypto'
import type { Account, KeySource } from '../../bridge/shapes.ts'
import { directRoute } from '../../bridge/smtp-direct.ts'
import { signInUpstream } from '../../bridge/upstream.ts'
import type { Network } from '../../net/network.ts'
import type { Notice } from './notify.ts'

export interface MailRoom {
  readonly network: Network
  readonly keys: KeySource
  readonly account: (id: string) => Account | null
  readonly now?: () => number
}

/** False when the account is the very one that is shut, unknown, or says no. */
export async function mailNotice(
  { network, keys, account, now = Date.now }: MailRoom,
  { from, to }: { readonly from: string; readonly to: readonly string[] },
  notice: Notice,
): Promise<boolean> {
  const sender = account(from.toLowerCase())
  if (sender === null || sender.id === notice.account) return false
  const upstream = await signInUpstream({ network, keys, account: sender, protocol: 'smtp' })
  if (!upstream.ok || upstream.session.protocol !== 'smtp') return false
  const route = directRoute(upstream.session)
  try {
    if (!(await route.from(sender.id, '')).ok) return false
    for (const one of to) if (!(await route.to(one, '')).ok) return false
    if ((await route.data()).status !== '354') return false
    await route.write(Buffer.from(message(sender.id, to, notice, new Date(now()))))
    return (await route.end()).ok
  } finally {
    await route.close().catch(() => {})
  }
}

/** RFC 5322, and RFC 3834 §5: no robot answers it. The body is base64, so that no dot and no long line needs care. */
export function message(from: string, to: readonly string[], { title, body }: Notice, at: Date): string {
  const word = `=?UTF-8?B?${Buffer.from(title).toString('base64')}?=`
  const text = Buffer.from(`${body}\n`.replaceAll('\n', '\r\n')).toString('base64').replaceAll(/.{76}/g, '$&\r\n')
  return [
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `From: =?UTF-8?Q?S=C3=A9same?= <${from}>`,
    `To: ${to.join(',\r\n ')}`,
    `Subject: ${word}`,
    `Message-ID: <${randomUUID()}@${from.split('@')[1]}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    'Auto-Submitted: auto-generated',
    '',
    text,
    '',
  ].join('\r\n')
}
