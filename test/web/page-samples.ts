// Every page of the desk in every state that it knows, for the tests of the pages. `say` writes each sentence that comes from outside.

import type { VNode } from 'preact'
import type { Lang } from '../../src/model/lang.ts'
import { deskIn } from '../../src/text/desk.ts'
import type { PageContext } from '../../src/web/page-data.ts'
import * as pages from '../../src/web/pages/index.ts'
import { type CaseView, type CauseView, type GuideView, HOPS, type HopState, type PastCase } from '../../src/web/view.ts'

export type Say = (text: string) => string

const STATES: readonly HopState[] = ['ok', 'ok', 'ok', 'skipped', 'warned', 'ok', 'broken', 'waiting', 'looking']

const causeOf = (say: Say, id: string, probability: number): CauseView => ({
  id: say(id),
  title: say('Une cause'),
  sentence: say('Une phrase.'),
  probability,
  because: [
    { weight: 0.9, strength: say('décisif'), says: say('Un refus.'), quote: say('A2 NO [AUTHENTICATIONFAILED]') },
    { weight: -0.3, strength: say('parle contre'), says: say('Rien n’a changé.') },
  ],
})

const guideOf = (say: Say): GuideView => ({
  title: say('Taper un mot de passe pour application'),
  why: say('Le serveur **veut** un `mot de passe` : https://exemple.fr/aide.'),
  steps: [
    { id: 's1', do: say('Ouvrez `https://exemple.fr`.'), see: say('Une fenêtre.'), copy: [say('imap.exemple.fr'), say('993')] },
    { id: 's2', do: say('Fermez.'), copy: [] },
  ],
  avoid: [say('Ne désactivez rien.')],
  otherwise: [say('Attendez.')],
  card: [
    { label: say('Serveur'), value: say('imap.exemple.fr') },
    { label: say('Nom'), value: say('la partie avant le @') },
  ],
  deadlines: [{ date: '2026-12-31', text: say('Fin des mots de passe.') }],
  letters: [{ id: say('admin'), subject: say('Une règle refuse') }],
  checked: '2026-11-21',
  unverified: true,
  sources: [say('https://exemple.fr/source'), say('a report in the press')],
})

export function caseOf(lang: Lang, say: Say, change: Partial<CaseView> = {}): CaseView {
  return {
    id: 'c1',
    lang,
    address: say('marie@exemple.fr'),
    app: say('Outlook'),
    provider: say('Exemple'),
    lab: true,
    stage: 'judged',
    road: HOPS.map((hop, i) => ({
      hop,
      state: STATES[i] ?? 'ok',
      says: say('Ce qui a été vu.'),
      lines: (['us', 'server', 'note'] as const).map((from, ms) => ({ ms, from, text: say('* OK bonjour') })),
    })),
    verdict: say('Le mot de passe est refusé.'),
    outcome: 'fault',
    causes: [causeOf(say, 'auth.a', 0.71), causeOf(say, 'auth.b', 0.2), causeOf(say, 'auth.c', 0.04)],
    question: { id: say('webmail'), ask: say('Et le site ?'), answers: [{ value: say('yes'), label: say('Oui') }] },
    guide: guideOf(say),
    proof: { state: 'needs-password', says: say('Tapez-le.'), rows: [] },
    trouble: null,
    ...change,
  }
}

const past = (say: Say, id: string, outcome: PastCase['outcome'], proved: boolean): PastCase => ({
  id,
  when: '2026-11-20T10:00:00Z',
  address: say('m…e@exemple.fr'),
  provider: proved ? say('Exemple') : null,
  app: proved ? say('Outlook') : null,
  title: say(`Une cause ${id}`),
  outcome,
  proved,
})

/** Name of a state to the page that shows it. */
export function pageSamples(lang: Lang, say: Say = (text) => text): ReadonlyMap<string, VNode> {
  const page = (path: string, change: Partial<PageContext> = {}): PageContext => ({
    lang,
    path,
    lab: false,
    history: { open: true, why: '' },
    asset: () => null,
    ...change,
  })
  const context = page('/cases/c1')
  const caseIn = (change: Partial<CaseView>) => pages.CasePage({ data: { view: caseOf(lang, say, change) }, page: context })
  const rows = [
    { what: say('Envoi'), before: say('refusé'), after: say('accepté'), better: true },
    { what: say('TLS'), before: say('1.3'), after: say('1.3'), better: false },
  ]
  const guide = { id: 'c1', address: say('marie@exemple.fr'), app: say('Outlook'), provider: say('Exemple'), guide: guideOf(say) }
  const words = { what: say('Ceci.'), next: say('Cela.') }
  const apps = [{ id: 'a', name: say('Thunderbird'), names: [], kind: 'app' }]
  const examples = [{ address: say('paul@exemple.fr'), shows: say('une boîte saine') }]
  const typed = { address: say('marie'), app: say('x'), message: say('y'), tell: say('z'), changed: say('c'), since: '2026-11-01' }
  const noHistory = { lab: true, history: { open: false, why: say('disque plein.') } }
  const history = (query: string, cases: readonly PastCase[], total: number) =>
    pages.HistoryPage({ data: { query, cases, total }, page: page('/history') })
  const proof = (state: 'ready' | 'running' | 'proved' | 'failed') =>
    caseIn({ question: null, proof: { state, says: say('Voici.'), rows: state === 'running' ? [] : rows } })
  const looking = { stage: 'looking', verdict: '', outcome: null, causes: [], question: null, guide: null, proof: null } as const
  const { kinds } = deskIn(lang).errors
  return new Map<string, VNode>([
    ['ask', pages.AskPage({ data: { apps, examples, typed: {}, fault: null }, page: page('/') })],
    [
      'ask with a fault',
      pages.AskPage({ data: { apps, examples: [], typed, fault: { field: 'address', ...words } }, page: page('/', noHistory) }),
    ],
    [
      'ask with another fault',
      pages.AskPage({ data: { apps, examples: [], typed, fault: { field: 'since', ...words } }, page: page('/') }),
    ],
    ['looking', caseIn(looking)],
    ['judged', caseIn({})],
    ['works', caseIn({ outcome: 'works', causes: [], question: null, guide: null, proof: null })],
    ['ready to prove', proof('ready')],
    ['proving', proof('running')],
    ['proved', proof('proved')],
    ['not repaired', proof('failed')],
    ['stopped', caseIn({ ...looking, stage: 'stopped', trouble: { ...words, why: say('Pas de réseau.') } })],
    ['guide', pages.GuidePrintPage({ data: guide, page: page('/cases/c1/guide') })],
    ['card', pages.CardPage({ data: guide, page: page('/cases/c1/card') })],
    [
      'letter',
      pages.LetterPage({
        data: { id: 'c1', letter: 'a', to: say('À lui'), subject: say('Objet'), text: say('Bonjour,\n\nMerci') },
        page: context,
      }),
    ],
    [
      'report',
      pages.ReportPage({
        data: {
          id: 'c1',
          when: '2026-11-22T10:00:00Z',
          version: say('0.1.0'),
          told: [say('refusé')],
          view: caseOf(lang, say, { proof: { state: 'proved', says: say('Voici.'), rows } }),
        },
        page: context,
      }),
    ],
    [
      'phone',
      pages.QrPage({
        data: {
          id: 'c1',
          title: say('Guide'),
          text: say('1. Ouvrez'),
          modules: [
            [true, false],
            [false, true],
          ],
          left: 2,
        },
        page: context,
      }),
    ],
    ['history', history('', [past(say, 'p1', 'fault', true), past(say, 'p2', 'works', false), past(say, 'p3', 'unknown', false)], 3)],
    ['history without a match', history(say('zz'), [], 3)],
    ['empty history', history('', [], 0)],
    ['deletion', pages.DeleteAllPage({ data: { total: 3 }, page: page('/history/delete-all') })],
    ...Object.entries(kinds).map(([kind, error]): [string, VNode] => [
      `error ${kind}`,
      pages.ErrorPage({ data: { status: 400, ...error, back: { href: '/', label: say('Au début') } }, page: page('/') }),
    ]),
  ])
}
