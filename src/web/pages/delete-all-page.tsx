// Before the whole history is deleted: what goes, what stays, and two ways out.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { DeleteAllData, PageContext } from '../page-data.ts'
import { Frame } from './frame.tsx'

export function DeleteAllPage({ data, page }: { data: DeleteAllData; page: PageContext }): VNode {
  const t = deskIn(page.lang).deleteAll
  return (
    <Frame page={page}>
      <h1>{t.title}</h1>
      <p class="sentence">{t.says(data.total)}</p>
      <p>{t.why}</p>
      <form method="post" action="/history/delete-all" class="go">
        <input type="hidden" name="sure" value="yes" />
        <button type="submit" class="danger">
          {t.yes}
        </button>
        <a class="button" href="/history">
          {t.no}
        </a>
      </form>
    </Frame>
  )
}
