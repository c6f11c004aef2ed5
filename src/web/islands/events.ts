// The line from the server to the case page: server-sent events that come back by themselves after the server stopped, the machine slept or the page was put away.

import type { CaseView, DeskEvent } from '../view.ts'
import { FIRST, type Happening, type Line, type Turn, turn } from './reconnect.ts'

interface Listener {
  readonly view: (view: CaseView) => void
  readonly turned: (turn: Turn) => void
}

export function listen(url: string, { view, turned }: Listener): void {
  let line: Line = FIRST
  let source: EventSource | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let openedAt: number | null = null

  function happened(happening: Happening): void {
    const next = turn(line, happening)
    line = next.line
    turned(next)
    if (next.retryIn !== null) again = setTimeout(open, next.retryIn)
  }

  function open(): void {
    clearTimeout(again)
    source?.close()
    openedAt = null
    const mine = new EventSource(url)
    source = mine
    mine.addEventListener('open', () => {
      openedAt = performance.now()
      happened({ kind: 'opened' })
    })
    mine.addEventListener('message', (event) => view((JSON.parse(event.data) as DeskEvent).view))
    mine.addEventListener('error', () => {
      // The browser would try again by itself at its own pace, and never after a refusal: we do it for both.
      mine.close()
      if (openedAt !== null) return happened({ kind: 'dropped', afterMs: performance.now() - openedAt })
      void why(url).then((kind) => {
        if (source === mine) happened({ kind })
      })
    })
  }

  addEventListener('pagehide', () => {
    clearTimeout(again)
    source?.close()
    source = null
  })
  addEventListener('pageshow', (event) => {
    if (event.persisted) open()
  })
  // Whoever comes back to the page, or to the network, does not wait for the next attempt.
  const hurry = () => {
    if ((line.state === 'stopped' || line.state === 'locked') && document.visibilityState === 'visible') open()
  }
  document.addEventListener('visibilitychange', hurry)
  addEventListener('online', hurry)
  open()
}

/** An EventSource does not tell why it failed; the same question asked by hand does. */
async function why(url: string): Promise<'failed' | 'gone' | 'refused'> {
  const asked = new AbortController()
  try {
    const { status } = await fetch(url, { signal: asked.signal, headers: { accept: 'text/event-stream' } })
    if (status === 404 || status === 410) return 'gone'
    return status === 401 || status === 403 ? 'refused' : 'failed'
  } catch {
    return 'failed'
  } finally {
    asked.abort()
  }
}
