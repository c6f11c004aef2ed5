// A desk for tests, without a socket: its own history, a browser's headers, and a way to wait for what a case becomes.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHistory } from '../../src/sesame.ts'
import { createDesk, type Desk, type DeskOptions } from '../../src/web/server/desk.ts'
import type { CaseView } from '../../src/web/view.ts'

export const HOST = '127.0.0.1:4747'
export const ORIGIN = `http://${HOST}`

export interface TestDesk {
  readonly desk: Desk
  readonly folder: string
  /** What the desk wrote to its terminal. */
  readonly log: string[]
  /** As the browser that holds the cookie asks. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  post(path: string, form: Readonly<Record<string, string>> | FormData, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Starts a case and waits until it is judged or stopped. */
  judged(form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<CaseView>
  view(id: string, headers?: Readonly<Record<string, string>>): Promise<CaseView>
  close(): Promise<void>
}

export async function openDesk(options: Partial<DeskOptions> = {}): Promise<TestDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-desk-'))
  const history = await openHistory({ folder, env: {} })
  const log: string[] = []
  const desk = createDesk({
    hosts: () => new Set([HOST]),
    network: { flags: {}, env: {} },
    lab: true,
    lang: 'en',
    data: folder,
    history,
    log: (line) => log.push(line),
    ...options,
  })
  const entered = await desk.request(new Request(`${ORIGIN}/?token=${desk.token}`, { headers: { host: HOST } }))
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? assert.fail('no cookie')

  const get: TestDesk['get'] = (path, headers = {}) =>
    desk.request(new Request(`${ORIGIN}${path}`, { headers: { host: HOST, cookie, ...headers } }))
  const post: TestDesk['post'] = (path, form, headers = {}) =>
    desk.request(
      new Request(`${ORIGIN}${path}`, {
        method: 'POST',
        headers: { host: HOST, cookie, origin: ORIGIN, 'sec-fetch-site': 'same-origin', ...headers },
        body: form instanceof FormData ? form : new URLSearchParams(form),
      }),
    )
  const view: TestDesk['view'] = async (id, headers = {}) =>
    (await (await get(`/cases/${id}`, { accept: 'application/json', ...headers })).json()) as CaseView
  return {
    ...{ desk, folder, log, get, post, view },
    async judged(form, headers = {}) {
      const started = await post('/cases', form, headers)
      assert.equal(started.status, 303, await started.clone().text())
      const id = started.headers.get('location')?.split('/').at(-1) ?? ''
      return until(
        () => view(id, headers),
        (seen) => seen.stage !== 'looking',
      )
    },
    async close() {
      await desk.close()
      history.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Asks again until it is so; fails after a minute. */
export async function until<T>(ask: () => Promise<T>, so: (value: T) => boolean): Promise<T> {
  const end = Date.now() + 60_000
  for (;;) {
    const value = await ask()
    if (so(value)) return value
    assert.ok(Date.now() < end, 'it did not come about in a minute')
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
