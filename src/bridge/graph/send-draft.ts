// A message that is too large for one request: a draft of it without its large attachments, these uploaded one after the other, then sent.

import type { Attachment, CutMessage } from './cut-attachments.ts'
import { askGraph, type GraphAnswer, type GraphCall, readAnswer } from './graph-call.ts'

/** Below it an attachment fits in one request as base64; above it Graph wants an upload session. */
const SMALL = 2_900_000
/** At most 4 MB a piece; multiples of 320 KiB, as all upload sessions of Graph like them. */
export const PIECE = 12 * 327_680
const TIMEOUT_MS = 300_000

/** The answer that decided; the draft is taken away again unless it was sent. `ending` is called before it is. */
export async function sendDraft(call: GraphCall, { rest, attachments }: CutMessage, ending: () => void): Promise<GraphAnswer> {
  const { mailbox } = call.key
  const made = await askGraph(call, { method: 'POST', path: `${mailbox}/messages`, type: 'text/plain', body: rest.toString('base64') })
  // Nothing was sent yet, whatever became of it.
  if (made.kind === 'none') return { ...made, sent: false }
  const id = made.body.id
  if (made.status !== 201 || typeof id !== 'string') return notYet(made)
  const draft = `${mailbox}/messages/${encodeURIComponent(id)}`
  for (const attachment of attachments) {
    const added = await attach(call, draft, attachment)
    if (added !== null) {
      await askGraph(call, { method: 'DELETE', path: draft })
      return added.kind === 'none' ? { ...added, sent: false } : notYet(added)
    }
  }
  ending()
  const sent = await askGraph(call, { method: 'POST', path: `${draft}/send` })
  if (sent.kind === 'answer' && sent.status !== 202 && sent.status < 500) await askGraph(call, { method: 'DELETE', path: draft })
  return sent
}

/** 202 and 504 mean something else here than at the end. */
function notYet(answer: Extract<GraphAnswer, { kind: 'answer' }>): GraphAnswer {
  return answer.status < 400 || answer.status === 504 ? { ...answer, status: 500 } : answer
}

/** Null when it is there. */
async function attach(call: GraphCall, draft: string, attachment: Attachment): Promise<GraphAnswer | null> {
  const content = attachment.content()
  const { name, type, contentId, inline } = attachment
  const told = { name, contentType: type, isInline: inline, ...(contentId !== null && { contentId }) }
  if (content.length < SMALL) {
    const body = JSON.stringify({ '@odata.type': '#microsoft.graph.fileAttachment', ...told, contentBytes: content.toString('base64') })
    const added = await askGraph(call, { method: 'POST', path: `${draft}/attachments`, type: 'application/json', body })
    return added.kind === 'answer' && added.status === 201 ? null : added
  }
  const wish = JSON.stringify({ AttachmentItem: { attachmentType: 'file', ...told, size: content.length } })
  const opened = await askGraph(call, {
    ...{ method: 'POST', path: `${draft}/attachments/createUploadSession` },
    ...{ type: 'application/json', body: wish },
  })
  const url = opened.kind === 'answer' && opened.status === 201 ? opened.body.uploadUrl : undefined
  if (typeof url !== 'string' || !url.startsWith('https://')) return opened
  return upload(call, url, content)
}

/** The address is signed itself: our token is not sent there. */
async function upload({ network, key, signal }: GraphCall, url: string, content: Buffer): Promise<GraphAnswer | null> {
  for (let at = 0; at < content.length; at += PIECE) {
    const piece = content.subarray(at, at + PIECE)
    const last = at + piece.length === content.length
    const outcome = await network.fetch(url, {
      ...{ timeoutMs: TIMEOUT_MS, method: 'PUT', redirects: 'show', body: piece },
      // RFC 9110 §14.4.
      headers: {
        'content-type': 'application/octet-stream',
        'content-range': `bytes ${at}-${at + piece.length - 1}/${content.length}`,
      },
      ...(signal && { signal }),
    })
    const answer = readAnswer(outcome, key)
    if (answer.kind === 'none' || !(last ? answer.status === 201 || answer.status === 200 : answer.status === 200 || answer.status === 202))
      return answer
  }
  return null
}
