// What every page stands in: the way past the menu, the menu, the language, the content, and the word of honour at the foot.

import type { ComponentChildren, VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { PageContext } from '../page-data.ts'
import { Mark } from './icons.tsx'

interface FrameProps {
  readonly page: PageContext
  readonly children: ComponentChildren
  /** A width for reading (the default), or for tables and the road. */
  readonly wide?: boolean
}

export function Frame({ page, children, wide = false }: FrameProps): VNode {
  const t = deskIn(page.lang)
  const link = (href: string, words: string) => (
    <a href={href} aria-current={page.path === href ? 'page' : isIn(page.path, href) ? 'true' : undefined}>
      {words}
    </a>
  )
  return (
    <div class="page">
      <a class="skip" href="#content">
        {t.skip}
      </a>
      <header class="top">
        <a class="brand" href="/">
          <Mark />
          {t.name}
        </a>
        <nav aria-label={t.nav.label}>
          {link('/', t.nav.ask)}
          {link('/keys', t.nav.keys)}
          {link('/bridge', t.nav.bridge)}
          {link('/sheets', t.nav.sheets)}
          {link('/due', t.nav.due)}
          {link('/history', t.nav.history)}
        </nav>
        <form method="post" action="/language" class="language">
          <input type="hidden" name="back" value={page.path} />
          <button type="submit" class="quiet" name="lang" value={t.language.lang} lang={t.language.lang}>
            {t.language.other}
          </button>
        </form>
      </header>
      <main id="content" class={wide ? 'wide' : undefined} tabIndex={-1}>
        {page.lab ? <p class="note lab">{t.lab}</p> : null}
        {children}
      </main>
      <footer>
        {page.history.open ? null : <p>{t.historyOff(page.history.why)}</p>}
        <p>{t.footer}</p>
      </footer>
    </div>
  )
}

/** The rooms below a word of the menu; the doctor's own is the start alone. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  '/keys': ['/keys', '/vault'],
  '/bridge': ['/bridge'],
  '/sheets': ['/sheets', '/lost'],
  '/due': ['/due', '/checklists'],
}

function isIn(path: string, href: string): boolean {
  return (ROOMS[href] ?? []).some((room) => path === room || path.startsWith(`${room}/`))
}
