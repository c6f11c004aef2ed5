// The island of one sign-in: the same components as on the server, moved by events, and a clock for the code of another device.

import { hydrate, render } from 'preact'
import type { AttemptView } from '../keys-view.ts'
import { AttemptBody, isMoving, type LiveAttempt } from '../pages/keys/attempt-body.tsx'
import { announce, prepareAnnouncements } from './announce.ts'
import { awake } from './awake.ts'
import { listenForCopies } from './copy.ts'
import { loadDeskText } from './desk-text.ts'
import { ATTEMPT_ROOT, STAGE, STATE } from './hooks.ts'
import { keysIn, loadKeysText } from './keys-text.ts'
import { liveText } from './live-text.ts'

const AGAIN_MS = 2_000

async function start(root: HTMLElement, first: AttemptView): Promise<void> {
  prepareAnnouncements()
  const [text] = await Promise.all([liveText(), loadDeskText(), loadKeysText()])
  const t = keysIn(first.lang).attempt
  let view = first
  let live: LiveAttempt = { left: null, notice: null }
  hydrate(<AttemptBody view={view} live={live} />, root)
  listenForCopies(text.guide)

  const draw = () => render(<AttemptBody view={view} live={live} />, root)
  const show = (next: AttemptView) => {
    const turned = next.stage !== view.stage
    view = next
    live = { left: leftOf(next), notice: null }
    draw()
    if (!turned) return
    announce(t.turned[next.stage] ?? '')
    root.querySelector<HTMLElement>(STAGE)?.focus({ preventScroll: true })
  }

  /** The clock of the code: seconds for the eye, never spoken. */
  const leftOf = ({ device }: AttemptView): string | null => {
    if (device === null) return null
    const seconds = Math.round((Date.parse(device.until) - Date.now()) / 1000)
    if (!(seconds > 0)) return t.codeOver
    return t.codeLeft(`${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`)
  }
  setInterval(() => {
    const left = leftOf(view)
    if (left === live.left) return
    live = { ...live, left }
    draw()
  }, 1_000)

  awake()

  if (!isMoving(view)) return
  let source: EventSource | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    clearTimeout(again)
    source?.close()
    source = new EventSource(`${location.pathname}/events`)
    source.addEventListener('message', (event) => {
      show(JSON.parse(event.data) as AttemptView)
      if (!isMoving(view)) source?.close()
    })
    source.addEventListener('error', () => {
      source?.close()
      if (!isMoving(view)) return
      live = { ...live, notice: t.lost }
      draw()
      again = setTimeout(open, AGAIN_MS)
    })
  }
  addEventListener('pagehide', () => {
    clearTimeout(again)
    source?.close()
  })
  addEventListener('pageshow', ({ persisted }) => persisted && open())
  open()
}

const root = document.querySelector<HTMLElement>(ATTEMPT_ROOT)
const state = document.querySelector(STATE)?.textContent
if (root !== null && state) void start(root, JSON.parse(state) as AttemptView)
