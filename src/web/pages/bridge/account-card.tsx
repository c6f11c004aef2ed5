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
  const { id, state, says, said, likely, steps, how, again, next, letter } = account
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
      <Next next={next} letter={letter} account={id} page={page} />
    </article>
  )
}

interface NextProps extends Pick<AccountView, 'next' | 'letter'> {
  readonly account: string
  readonly page: PageContext
}

function Next({ next, letter, account, page }: NextProps): VNode | null {
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
      ) : null}
      {next.kind === 'command' ? <p>{t.newPassword(next.value)}</p> : null}
      {letter === null ? null : (
        <a class="button" href={letter}>
          {t.letter}
        </a>
      )}
      <form method="post" action="/cases">
        <input type="hidden" name="address" value={account} />
        <button type="submit">{t.doctor}</button>
      </form>
    </div>
  )
}
