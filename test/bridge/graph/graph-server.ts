// A strict Microsoft Graph for sending, built from its documentation (user: sendMail, Create message, Add attachment, createUploadSession, Attach large files, throttling) and from no code of the product. There is no real one here.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createTls } from 'node:https'
import { createAuthority } from '../../net/pki.ts'

export interface Draft {
  readonly mailbox: string
  readonly mime: string
  readonly attachments: { name: string; contentType: string; isInline: boolean; contentId: string | null; content: Buffer }[]
}

export interface GraphServer {
  readonly port: number
  readonly caPem: string
  /** What was sent, as MIME, and by draft with its attachments. */
  readonly sent: Draft[]
  readonly drafts: Map<string, Draft>
  /** Paths in order; most requests at once. */
  readonly seen: { paths: string[]; most: number; tokens: Set<string> }
  token: string
  /** Addresses that this sign-in may send as. */
  senders: string[]
  /** Asked first: an answer instead of the usual one. */
  instead: (path: string) => { status: number; code?: string; headers?: Record<string, string> } | 'cut' | undefined
  close(): Promise<void>
}

/** “The maximum request length supported is 4MB.” */
const REQUEST = 4 * 1024 * 1024
const SMALL_FILE = 3 * 1024 * 1024
const MOST_FILE = 150 * 1024 * 1024
const AT_ONCE = 4
const GRAPH = 'graph.microsoft.com'
/** Upload addresses are in another domain, signed themselves. */
const UPLOADS = 'outlook.office.com'

export async function startGraph(): Promise<GraphServer> {
  const authority = createAuthority('Graph Test Root')
  const { key, cert } = authority.issue({ names: [GRAPH, UPLOADS] })
  const uploads = new Map<
    string,
    { draft: Draft; item: { name: string; size: number; contentType?: string; isInline?: boolean; contentId?: string }; got: Buffer[] }
  >()
  let count = 0
  let open = 0
  const state = {
    caPem: authority.cert,
    sent: [] as Draft[],
    drafts: new Map<string, Draft>(),
    seen: { paths: [] as string[], most: 0, tokens: new Set<string>() },
    token: 'graph-token',
    senders: ['scan@contoso.example'],
    instead: (() => undefined) as GraphServer['instead'],
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const reply = (status: number, body?: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'request-id': 'b1d2', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers })
      response.end(body === undefined ? undefined : JSON.stringify(body))
    }
    const no = (status: number, code: string, message = code, headers = {}) => reply(status, { error: { code, message } }, headers)
    const path = request.url ?? ''
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size <= REQUEST) chunks.push(chunk)
    }
    if (size > REQUEST) return no(413, 'RequestEntityTooLarge', 'The maximum request length supported is 4MB.')
    const body = Buffer.concat(chunks)
    state.seen.paths.push(`${request.method} ${path}`)
    const instead = state.instead(path)
    if (instead === 'cut') return request.socket.destroy()
    if (instead !== undefined) return no(instead.status, instead.code ?? '', instead.code, instead.headers)
    if (request.headers.host === UPLOADS) return upload(request, body, path, reply, no)
    if (open > AT_ONCE) return no(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', { 'Retry-After': '1' })
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined) state.seen.tokens.add(bearer)
    if (bearer !== state.token) return no(401, 'InvalidAuthenticationToken', 'Access token has expired or is not yet valid.')
    const match = /^\/v1\.0\/(me|users\/[^/]+)\/(.+)$/.exec(path)
    if (match === null) return no(400, 'BadRequest', 'Resource not found for the segment.')
    const mailbox = decodeURIComponent(match[1] as string)
    const what = match[2] as string
    const type = request.headers['content-type'] ?? ''
    if (what === 'sendMail' || what === 'messages') {
      if (request.method !== 'POST' || type !== 'text/plain') return no(400, 'RequestBodyRead', 'Content-Type must be text/plain for MIME.')
      const text = body.toString('latin1')
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
        return no(400, 'ErrorMimeContentInvalidBase64String', 'Invalid base64 string for MIME content.')
      const draft: Draft = { mailbox, mime: Buffer.from(text, 'base64').toString('latin1'), attachments: [] }
      if (what === 'messages') {
        const id = `AAMk/${++count}=`
        state.drafts.set(id, draft)
        return reply(201, { id, isDraft: true })
      }
      return send(draft, reply, no)
    }
    const one = /^messages\/([^/]+)(?:\/(.*))?$/.exec(what)
    const id = decodeURIComponent(one?.[1] ?? '')
    const draft = state.drafts.get(id)
    if (draft === undefined) return no(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')
    const action = one?.[2]
    if (request.method === 'DELETE' && action === undefined) {
      state.drafts.delete(id)
      return reply(204)
    }
    if (action === 'send') {
      if (body.length > 0) return no(400, 'BadRequest')
      return send(draft, reply, no, () => state.drafts.delete(id))
    }
    if (type !== 'application/json') return no(400, 'RequestBodyRead')
    const told = JSON.parse(body.toString()) as Record<string, unknown>
    if (action === 'attachments') {
      const content = Buffer.from(String(told.contentBytes ?? ''), 'base64')
      if (told['@odata.type'] !== '#microsoft.graph.fileAttachment' || typeof told.name !== 'string') return no(400, 'ErrorInvalidRequest')
      if (content.length >= SMALL_FILE) return no(413, 'ErrorAttachmentSizeLimitExceeded')
      draft.attachments.push(file(told, content))
      return reply(201, { id: `att${++count}` })
    }
    if (action === 'attachments/createUploadSession') {
      const item = told.AttachmentItem as { attachmentType?: string; name?: string; size?: number } | undefined
      if (item?.attachmentType !== 'file' || typeof item.name !== 'string' || typeof item.size !== 'number')
        return no(400, 'ErrorInvalidRequest')
      if (item.size > MOST_FILE) return no(413, 'ErrorAttachmentSizeLimitExceeded')
      const at = `/api/gv1.0/upload/${++count}?authtoken=signed`
      uploads.set(at, { draft, item: item as { name: string; size: number }, got: [] })
      return reply(201, {
        uploadUrl: `https://${UPLOADS}${at}`,
        expirationDateTime: '2026-11-22T20:00:00Z',
        nextExpectedRanges: ['0-'],
      })
    }
    return no(400, 'BadRequest')
  }

  function upload(
    request: IncomingMessage,
    body: Buffer,
    path: string,
    reply: (status: number, body?: unknown, headers?: Record<string, string>) => void,
    no: (status: number, code: string) => void,
  ): unknown {
    const one = uploads.get(path)
    if (one === undefined || request.method !== 'PUT') return no(404, 'UploadSessionNotFound')
    // The address is signed: a token there is a token that was given away.
    if (request.headers.authorization !== undefined) return no(401, 'InvalidAuthenticationToken')
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers['content-range'] ?? '')
    const start = one.got.reduce((sum, piece) => sum + piece.length, 0)
    if (range === null || Number(range[1]) !== start || Number(range[2]) !== start + body.length - 1 || Number(range[3]) !== one.item.size)
      return no(416, 'ErrorInvalidRange')
    one.got.push(body)
    if (start + body.length < one.item.size) return reply(200, { nextExpectedRanges: [`${start + body.length}-`] })
    one.draft.attachments.push(file(one.item, Buffer.concat(one.got)))
    uploads.delete(path)
    return reply(201, undefined, { Location: `https://${UPLOADS}/api/gv1.0/attachments/1` })
  }

  function send(
    draft: Draft,
    reply: (status: number) => void,
    no: (status: number, code: string, message?: string) => void,
    then = () => {},
  ): unknown {
    const header = draft.mime.split('\r\n\r\n')[0]?.replaceAll(/\r\n[ \t]+/g, ' ') ?? ''
    const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'im').exec(header)?.[1] ?? ''
    const from = /([^\s<>"]+@[^\s<>"]+?)>?\s*$/.exec(field('From'))?.[1]?.toLowerCase()
    if (from === undefined || !state.senders.includes(from)) {
      const message =
        'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.'
      return no(403, 'ErrorSendAsDenied', message)
    }
    if (!/@/.test(field('To') + field('Cc') + field('Bcc')))
      return no(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.')
    state.sent.push(draft)
    then()
    reply(202)
  }

  const server = createTls({ key, cert }, (request, response) => {
    state.seen.most = Math.max(state.seen.most, ++open)
    response.once('close', () => {
      open -= 1
    })
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return Object.assign(state, {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  })
}

function file(told: Record<string, unknown>, content: Buffer): Draft['attachments'][number] {
  const { name, contentType, isInline, contentId } = told
  return {
    ...{ name: String(name), contentType: String(contentType ?? ''), isInline: isInline === true, content },
    contentId: typeof contentId === 'string' ? contentId : null,
  }
}
