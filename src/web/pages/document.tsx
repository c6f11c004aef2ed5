// A whole page as bytes: doctype, head, body, and the state of the island as data that no policy has to allow to run.

import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'

export interface DocumentParts {
  /** What the page is about; the name of the desk is added. */
  readonly title: string
  readonly lang: Lang
  readonly body: VNode
  /** Paths of the style sheets. */
  readonly styles: readonly string[]
  /** Path of the mark of the house: a browser that is told of none asks for one in vain, which is an error on its console. */
  readonly icon?: string | null | undefined
  /** Path of the island's module. */
  readonly script?: string | null | undefined
  /** What the island starts from, read back with `JSON.parse`; never anything secret. */
  readonly state?: unknown
  /** Seconds after which a browser without script asks again. */
  readonly refresh?: number | undefined
}

export function renderDocument({ title, lang, body, styles, icon, script, state, refresh }: DocumentParts): string {
  const document = (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <title>{deskIn(lang).title(title)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="same-origin" />
        {icon ? <link rel="icon" href={icon} /> : null}
        {styles.map((href) => (
          <link rel="stylesheet" href={href} key={href} />
        ))}
        {script ? <script type="module" src={script} /> : null}
        {refresh === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={String(refresh)} />
          </noscript>
        )}
      </head>
      <body>
        {body}
        {state === undefined ? null : <State value={state} />}
      </body>
    </html>
  )
  return `<!doctype html>${renderToString(document)}`
}

/** The id under which the island finds its state. */
export const STATE_ID = 'desk-state'

function State({ value }: { value: unknown }): VNode {
  // In a script element only `<` can end the data: escaped as JSON allows, nothing in it is mark-up.
  const json = JSON.stringify(value).replaceAll('<', '\\u003c')
  return <script type="application/json" id={STATE_ID} dangerouslySetInnerHTML={{ __html: json }} />
}
