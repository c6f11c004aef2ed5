// The island of the case page: the same components as on the server, moved by events, its forms sent without leaving the page.

import { hydrate, render } from 'preact'
import { deskIn } from '../../text/desk.ts'
import { CaseBody } from '../pages/case-body.tsx'
import type { CaseView, LiveView } from '../view.ts'
import { announce, prepareAnnouncements } from './announce.ts'
import { awake } from './awake.ts'
import { listenForCopies } from './copy.ts'
import { loadDeskText } from './desk-text.ts'
import { listen } from './events.ts'
import { keepFocus, moveFocus } from './focus.ts'
import { CASE_ROOT, SEND, STATE } from './hooks.ts'
import { liveText } from './live-text.ts'
import { askView, sendForm } from './send-form.ts'
import { keepSteps } from './steps-kept.ts'
import { verdictNews } from './verdict-news.ts'

async function start(root: HTMLElement, first: CaseView): Promise<void> {
  prepareAnnouncements()
  const [text] = await Promise.all([liveText(), loadDeskText()])
  let view = first
  let live: LiveView = { notice: null, sending: null }

  hydrate(<CaseBody view={view} live={live} />, root)
  listenForCopies(text.guide)
  const stepsChanged = keepSteps(text.guide)

  function show(next: CaseView, change: Partial<LiveView> = {}): void {
    const news = verdictNews(view, next, deskIn(next.lang).verdict)
    const settle = keepFocus(root)
    view = next
    live = { ...live, ...change }
    render(<CaseBody view={view} live={live} />, root)
    stepsChanged()
    settle()
    if (news !== null) announce(news)
  }

  root.addEventListener('submit', (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>(SEND)
    if (form === null) return
    event.preventDefault()
    if (live.sending !== null) return
    void send(form, event.submitter)
  })

  async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    const answer = sendForm(form, submitter)
    const sending = form.dataset.send as LiveView['sending']
    // Taken along by now: the field must not hold it any longer.
    for (const field of form.querySelectorAll<HTMLInputElement>('input[type="password"]')) field.value = ''
    show(view, { sending, notice: null })
    const sent = await answer
    if ('view' in sent) {
      show(sent.view, { sending: null })
      if (sending === 'answer') moveFocus(root)
    } else show(view, { sending: null, notice: sent.failed === 'stopped' ? text.case.notSent : (sent.says ?? text.case.notTaken) })
  }

  /** Started again, the server may still have the case in its history. */
  async function fetchPast(): Promise<void> {
    const past = await askView(location.pathname)
    if ('view' in past) show(past.view, { notice: null })
    else show(view, { notice: text.case.gone })
  }

  awake()

  // A case of the history: nothing about it can change, and the server has no line for it.
  if (view.stage !== 'looking' && view.question === null && view.proof === null) return
  listen(`/cases/${encodeURIComponent(view.id)}/events`, {
    view: (next) => show(next),
    turned: ({ say }) => {
      if (say === 'gone') void fetchPast()
      // The notice is an alert: it is spoken when it appears. Good news takes it away, and is said politely.
      else if (say !== null) show(view, { notice: say === 'back' ? null : text.case[say] })
      if (say === 'back') announce(text.case.back)
    },
  })
}

const root = document.querySelector<HTMLElement>(CASE_ROOT)
const state = document.querySelector(STATE)?.textContent
if (root !== null && state) void start(root, JSON.parse(state) as CaseView)
