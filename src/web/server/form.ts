// A form as it comes in, bounded: texts of a line or a page, and secrets that are a `Secret` from the first moment.

import type { Context } from 'hono'
import { Secret } from '../../model/secret.ts'
import type { DeskEnv } from './desk.ts'
import { Problem } from './problem.ts'

export interface ReadForm {
  /** One line, trimmed; empty when it was not sent. A file is nothing. */
  line(name: string, most?: number): string
  /** Several lines. */
  text(name: string, most?: number): string
  /** Undefined when none was typed. Spaces inside are part of it. */
  secret(name: string): Secret | undefined
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined
  readonly data: FormData
}

const SECRET_LENGTH = 4_096

export async function readForm(c: Context<DeskEnv>): Promise<ReadForm> {
  const data = await c.req.formData().catch((error: unknown) => {
    throw error instanceof Problem ? error : new Problem(400, 'bad-form')
  })
  const text = (name: string, most = 8_000) => {
    const value = data.get(name)
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n').slice(0, most).trim() : ''
  }
  return {
    data,
    text,
    line: (name, most = 500) => text(name, most).replaceAll('\n', ' '),
    secret(name) {
      const value = data.get(name)
      return typeof value === 'string' && value !== '' ? new Secret(value.slice(0, SECRET_LENGTH)) : undefined
    },
    oneOf: (name, allowed) => allowed.find((word) => word === text(name)),
  }
}

/** The network between another device and this computer is not encrypted: no secret crosses it. */
export function mayTypeSecret(c: Context<DeskEnv>): void {
  if (!c.get('local')) throw new Problem(403, 'secret-over-network')
}
