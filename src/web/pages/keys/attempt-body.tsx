// One sign-in in the order in which it is lived: what will happen, the provider's page or the code, and what the mail servers say to it.

import type { VNode } from 'preact'
import { keysIn } from '../../../text/desk-keys.ts'
import type { AttemptStage, AttemptView } from '../../keys-view.ts'
import { StateSign } from '../icons.tsx'
import { Rich } from '../rich-text.tsx'
import { DeviceCode } from './device-code.tsx'
import { PageLink } from './page-link.tsx'
import { Proofs } from './proofs.tsx'
import { Refusal } from './refusal.tsx'

export interface LiveAttempt {
  /** How long the code is good, in words; null where no clock runs. */
  readonly left: string | null
  readonly notice: string | null
}

const MOVING: readonly AttemptStage[] = ['looking', 'browser', 'device', 'proving']

/** Something may happen by itself. */
export const isMoving = (view: AttemptView): boolean => MOVING.includes(view.stage)

export function AttemptBody({ view, live }: { view: AttemptView; live?: LiveAttempt | undefined }): VNode {
  const t = keysIn(view.lang).attempt
  return (
    <div class={`attempt ${view.stage}`}>
      <p class="eyebrow">
        {t.eyebrow}
        {view.provider === null ? null : ` · ${view.provider}`}
      </p>
      <h1>{view.address}</h1>
      <Stage view={view} live={live} />
      {live?.notice ? (
        <p class="notice" role="alert">
          {live.notice}
        </p>
      ) : null}
    </div>
  )
}

function Stage({ view, live }: { view: AttemptView; live: LiveAttempt | undefined }): VNode {
  switch (view.stage) {
    case 'looking':
      return <Looking view={view} />
    case 'closed':
    case 'unknown':
      return <Closed view={view} />
    case 'unregistered':
      return <Unregistered view={view} />
    case 'vault':
    case 'ready':
      return <Plan view={view} />
    case 'browser':
      return <Away view={view} />
    case 'device':
      return <DeviceCode view={view} left={live?.left ?? null} />
    default:
      return <Outcome view={view} />
  }
}

function Looking({ view }: { view: AttemptView }): VNode {
  return (
    <section>
      <p role="status" class="proof-says">
        <StateSign state="looking" /> {keysIn(view.lang).attempt.looking}
      </p>
    </section>
  )
}

function Closed({ view }: { view: AttemptView }): VNode {
  const t = keysIn(view.lang).attempt
  return (
    <section class="verdict unknown" aria-labelledby="stage">
      <h2 id="stage" data-focus="stage" tabIndex={-1}>
        <StateSign state="warned" /> {view.stage === 'unknown' ? t.unknown : t.closed(view.provider ?? view.address)}
      </h2>
      <p>{view.stage === 'unknown' ? t.unknownSays : t.closedSays}</p>
      {view.instead.length === 0 ? null : (
        <>
          <h3>{t.works}</h3>
          <ul class="sentences">
            {view.instead.map((words) => (
              <li key={words}>
                <Rich text={words} lang={view.lang} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Ways view={view} />
    </section>
  )
}

function Unregistered({ view }: { view: AttemptView }): VNode {
  const t = keysIn(view.lang).attempt
  return (
    <section aria-labelledby="stage">
      <h2 id="stage" data-focus="stage" tabIndex={-1}>
        {t.unregistered(view.provider ?? view.address)}
      </h2>
      <p class="lead">{t.unregisteredSays}</p>
      <Notes view={view} />
      {view.register === null ? null : (
        <p class="buttons">
          <a class="button primary" href={view.register}>
            {t.register}
          </a>
          <a class="button" href={`${view.register}#form`}>
            {t.registered}
          </a>
        </p>
      )}
      <Ways view={view} />
    </section>
  )
}

function Plan({ view }: { view: AttemptView }): VNode {
  const t = keysIn(view.lang).attempt
  return (
    <section aria-labelledby="stage">
      <h2 id="stage" data-focus="stage" tabIndex={-1}>
        {t.plan}
      </h2>
      <WhatHappens view={view} />
      {view.stage === 'vault' ? (
        <p class="note warned">
          {t.vaultFirst} <a href="/vault">{keysIn(view.lang).list.openVault}</a>
        </p>
      ) : null}
      <h3>{t.choose}</h3>
      <form method="post" action={`/keys/attempts/${view.id}/begin`} class="buttons">
        {view.flows.map((flow, i) => (
          <button type="submit" name="flow" value={flow} class={i === 0 ? 'primary' : undefined} key={flow}>
            {flow === 'browser' ? t.browser : t.device}
          </button>
        ))}
      </form>
    </section>
  )
}

function WhatHappens({ view }: { view: AttemptView }): VNode {
  const t = keysIn(view.lang).attempt
  return (
    <>
      <ol class="sentences plan">
        <li>{t.opens(view.opens ?? view.provider ?? '')}</li>
        <li>
          {t.asks}
          <ul>
            {view.asks.map((asked) => (
              <li key={asked}>{asked}</li>
            ))}
          </ul>
        </li>
        <li>{t.returns}</li>
        <li>{t.provesAfter}</li>
        <li>{t.keeps}</li>
      </ol>
      <Notes view={view} />
    </>
  )
}

function Notes({ view }: { view: AttemptView }): VNode {
  return (
    <>
      {view.notes.map((note) => (
        <p class="note warned" key={note}>
          <Rich text={note} lang={view.lang} />
        </p>
      ))}
    </>
  )
}

/** The person is away, on the provider's page. */
function Away({ view }: { view: AttemptView }): VNode {
  const t = keysIn(view.lang).attempt
  return (
    <section aria-labelledby="stage">
      <h2 id="stage" data-focus="stage" tabIndex={-1}>
        {t.plan}
      </h2>
      <WhatHappens view={view} />
      {view.url === null ? null : (
        <p class="buttons">
          <PageLink
            class="button primary"
            href={view.url}
            words={
              <>
                {t.openPage(view.opens ?? view.provider ?? '')} <span aria-hidden="true">↗</span>
              </>
            }
          />
        </p>
      )}
      <p role="status" class="proof-says">
        <StateSign state="looking" /> {t.waiting}
      </p>
      <form method="post" action={`/keys/attempts/${view.id}/begin`} class="buttons">
        {view.flows.includes('device') ? (
          <button type="submit" name="flow" value="device">
            {t.insteadDevice}
          </button>
        ) : null}
        <button type="submit" formAction={`/keys/attempts/${view.id}/stop`}>
          {t.stop}
        </button>
      </form>
    </section>
  )
}

function Outcome({ view }: { view: AttemptView }): VNode {
  const t = keysIn(view.lang).attempt
  const opens = view.proof.every(({ state }) => state !== 'broken')
  const mood = view.stage === 'done' ? (opens ? 'works' : 'fault') : view.stage === 'proving' ? 'pending' : 'fault'
  const title =
    view.stage === 'proving'
      ? t.proving
      : view.stage === 'done'
        ? opens
          ? t.done
          : t.partly
        : view.stage === 'refused'
          ? t.refused
          : t.stopped
  const sign = view.stage === 'proving' ? 'looking' : view.stage === 'done' && opens ? 'ok' : 'broken'
  return (
    <section class={`verdict ${mood}`} aria-labelledby="stage">
      <h2 id="stage" data-focus="stage" tabIndex={-1}>
        <StateSign state={sign} /> {title}
      </h2>
      {view.stage === 'done' && opens ? <p>{t.doneSays}</p> : null}
      {view.refusal === null ? null : <Refusal refusal={view.refusal} lang={view.lang} />}
      {view.letters.length === 0 ? null : (
        <>
          <p class="todo">{t.letters}</p>
          <ul class="letters">
            {view.letters.map(({ href, subject }) => (
              <li key={href}>
                <a href={href}>{subject}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <Proofs lines={view.proof} lang={view.lang} />
      {view.stage === 'proving' ? null : <Ways view={view} />}
    </section>
  )
}

/** Where one goes on from here. */
function Ways({ view }: { view: AttemptView }): VNode {
  const t = keysIn(view.lang).attempt
  const sound = view.stage === 'done' && view.proof.every(({ state }) => state !== 'broken')
  return (
    <div class="buttons">
      {sound || ['closed', 'unknown', 'unregistered'].includes(view.stage) ? null : (
        <form method="post" action="/keys">
          <input type="hidden" name="address" value={view.address} />
          <button type="submit">{t.again}</button>
        </form>
      )}
      {view.stage === 'unregistered' ? null : (
        <form method="post" action="/cases">
          <input type="hidden" name="address" value={view.address} />
          {view.stage === 'done' ? <input type="hidden" name="kept" value="1" /> : null}
          <button type="submit">{t.toDoctor}</button>
        </form>
      )}
      <a class="button" href="/keys">
        {t.toList}
      </a>
    </div>
  )
}
