// The whole site as files: path to content, the same bytes for the same knowledge and day. `scripts/site.mjs` writes them.

import type { Knowledge } from '../knowledge/knowledge.ts'
import { FORMAT } from '../knowledge/whole.ts'
import { LANGS } from '../model/lang.ts'
import { listApps } from '../uses/apps.ts'
import { listPolicies } from '../uses/policies.ts'
import { listProviders, type ProviderView, providerView } from '../uses/providers.ts'
import { appsPage } from './apps-page.ts'
import { calendar } from './calendar.ts'
import { changesPage } from './changes-page.ts'
import { indexPage } from './index-page.ts'
import { door, fileName, render } from './page.ts'
import { providerPage } from './provider-page.ts'
import { STYLE } from './style.ts'

/** `now`: the day that the pages speak of. Throws `option-invalid` for what is no date. */
export function siteOf(knowledge: Knowledge, now: string): ReadonlyMap<string, string> {
  const providers = listProviders({ now }, knowledge)
  const policies = listPolicies({ now }, knowledge)
  const apps = listApps({ now }, knowledge)
  const coming = policies.changes.filter((change) => change.coming)
  const views = knowledge.providers.map((provider) => providerView(knowledge, provider, now))
  const files = new Map([
    ['index.html', door()],
    ['style.css', STYLE],
    [
      'api/index.json',
      json({ format: FORMAT, date: now, providers: views.map(({ provider }) => ({ id: provider.id, name: provider.name })) }),
    ],
    ...views.map((view) => [`api/${fileName(view.provider.id)}.json`, json(dataOf(view))] as const),
  ])
  for (const lang of LANGS) {
    const pages = [
      indexPage(lang, providers, coming),
      changesPage(lang, policies),
      appsPage(lang, apps),
      ...views.map((v) => providerPage(lang, v)),
    ]
    for (const page of pages) files.set(`${lang}/${page.path}`, render(page))
    files.set(`${lang}/changes.ics`, calendar(lang, now, coming))
  }
  return files
}

/** Sentences in both languages: whoever reads it chooses. */
function dataOf({ date, provider, openings, next, switches, coming, past }: ProviderView) {
  return { format: FORMAT, date, provider, openings, next, switches, coming, past }
}

const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`
