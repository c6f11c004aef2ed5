// A client of the lab's web for tests: plain https to the lab's ports under its authority, and the few steps of OAuth by hand. Shares no code with the product.

import { createHash, randomBytes } from 'node:crypto'
import { request as requestTls } from 'node:https'
import type { Lab } from '../../src/lab/lab.ts'
import { portOf } from './raw-client.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly json: Record<string, unknown>
}

export interface Asking {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** One request, no redirect followed. */
export function ask(lab: Lab, address: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> {
  const url = new URL(address)
  return new Promise((resolve, reject) => {
    const request = requestTls(
      {
        host: '127.0.0.1',
        port: portOf(lab, url.hostname, 443),
        servername: url.hostname,
        ca: lab.network.cacert,
        path: `${url.pathname}${url.search}`,
        method,
        headers: { Host: url.hostname, ...headers },
        agent: false,
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8')
          resolve({ status: response.statusCode ?? 0, headers: response.headers as Record<string, string>, body: text, json: parsed(text) })
        })
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

export const post = (lab: Lab, address: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  ask(lab, address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
  })

export interface Family {
  readonly name: string
  readonly authorize: string
  readonly token: string
  readonly client: string
  readonly secret?: string
  readonly scope: string
  readonly person: string
  readonly more?: Readonly<Record<string, string>>
}

export const REDIRECT = 'http://127.0.0.1:53682/'

/** The parameters of a right authorization request, and its verifier. */
export function question(family: Family): { readonly verifier: string; readonly parameters: Record<string, string> } {
  const verifier = randomBytes(32).toString('base64url')
  return {
    verifier,
    parameters: {
      client_id: family.client,
      response_type: 'code',
      redirect_uri: REDIRECT,
      scope: family.scope,
      state: 'state-1',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      login_hint: family.person,
      ...family.more,
    },
  }
}

/** Where the browser is sent: the parameters of the redirect. */
export async function authorized(
  lab: Lab,
  family: Family,
  parameters: Readonly<Record<string, string>>,
  word = 'allow',
): Promise<{ readonly answer: Answer; readonly back: URLSearchParams }> {
  const answer = await ask(lab, `${family.authorize}?${new URLSearchParams(parameters)}`, { headers: { 'X-Sesame-Lab': word } })
  return { answer, back: new URL(answer.headers.location ?? 'http://nowhere.example/').searchParams }
}

export const identity = (family: Family) => ({ client_id: family.client, ...(family.secret && { client_secret: family.secret }) })

/** The whole way from the question to the tokens. */
export async function signedIn(lab: Lab, family: Family, changes: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { verifier, parameters } = question(family)
  const { back } = await authorized(lab, family, { ...parameters, ...changes })
  return post(lab, family.token, {
    grant_type: 'authorization_code',
    code: back.get('code') ?? '',
    redirect_uri: changes.redirect_uri ?? REDIRECT,
    code_verifier: verifier,
    ...identity(family),
  })
}
