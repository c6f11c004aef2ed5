// One mailbox of the bridge: whether it opens, why not in plain words, and the next step.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { AccountView } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { StateSign } from '../icons.tsx'
import { Rich } from '../rich-text.tsx'

const SIGNS = { works: 'ok', shut: 'broken', fresh: 'waiting' } as const

export function AccountCard({ account, page }: { account: AccountView; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).accounts
  const { id, state, says, said, likely, steps, how, again, next } = account
  return (
    <article class={`kept-one account ${state}`}>
      <h3>{id}</h3>
      <p class="state-line">
        <StateSign state={SIGNS[state]} /> <strong>{t[state]}.</strong> {says}
      </p>
      {said === '' ? null : (
        <p>
          {t.said} <code>{said}</code>
        </p>
      )}
      {likely === '' ? null : <p>{t.likely(likely)}</p>}
      {steps.length === 0 ? null : (
        <details class="more">
          <summary>{t.steps}</summary>
          <ol>
            {steps.map((step) => (
              <li key={step}>
                <Rich text={step} lang={page.lang} />
              </li>
            ))}
          </ol>
        </details>
      )}
      <p class="hint">
        {how} {again}
      </p>
      <Next next={next} account={id} page={page} />
    </article>
  )
}

function Next({ next, account, page }: { next: AccountView['next']; account: string; page: PageContext }): VNode | null {
  const t = bridgeOnDesk(page.lang).accounts
  if (next === null) return null
  if (next.kind === 'wait') return <p>{t.wait}</p>
  return (
    <div class="buttons">
      {next.kind === 'sign-in' ? (
        <form method="post" action="/keys">
          <input type="hidden" name="address" value={next.value} />
          <button type="submit" class="primary">
            {t.signIn(next.value)}
          </button>
        </form>
      ) : (
        <p>{t.newPassword(next.value)}</p>
      )}
      <form method="post" action="/cases">
        <input type="hidden" name="address" value={account} />
        <button type="submit">{t.doctor}</button>
      </form>
    </div>
  )
}
