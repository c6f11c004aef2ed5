// The pages that a person sees at the lab's authorization servers: who signs in, allow or deny, the code of a device, an error. HTML without script.

import type { Page } from '../http-server.ts'
import type { AuthServer } from './grants.ts'

const escapeHtml = (text: string) => text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`)

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f2f2f2;color:#1b1b1b}
main{max-width:28rem;margin:3rem auto;padding:2rem;background:#fff;border:1px solid #8a8886}
.lab{margin:0;padding:.5rem 1rem;background:#5c2d91;color:#fff;text-align:center}
code{overflow-wrap:anywhere}h1{font-size:1.5rem;margin:0 0 1rem}label{display:block;margin:1rem 0 .25rem}
select,input{font:inherit;width:100%;box-sizing:border-box;padding:.4rem}
button{font:inherit;padding:.5rem 1.5rem;margin:1.5rem .5rem 0 0}`

function page(status: number, server: AuthServer, title: string, body: string): Page {
  const name = escapeHtml(server.provider.name)
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
    body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} – Sésame lab</title><style>${STYLE}</style></head>
<body><p class="lab" role="note">Sésame lab: this is not ${name}. Nothing typed here opens anything.</p>
<main><h1>${escapeHtml(title)}</h1>
${body}
</main></body></html>
`,
  }
}

export interface Consent {
  readonly app: string
  readonly scopes: readonly string[]
  readonly people: readonly string[]
  readonly hint: string
  /** Said above the form: an app that is being tested. */
  readonly warning?: string
}

export function consentPage(server: AuthServer, { app, scopes, people, hint, warning }: Consent): Page {
  const options = people.map((p) => `<option${p === hint ? ' selected' : ''}>${escapeHtml(p)}</option>`).join('')
  const wishes = scopes.map((s) => `<li><code>${escapeHtml(s)}</code></li>`).join('')
  return page(
    200,
    server,
    `${server.provider.name}: permission`,
    `${warning ? `<p><strong>${escapeHtml(warning)}</strong></p>` : ''}<p><strong>${escapeHtml(app)}</strong> wants to:</p><ul>${wishes}</ul>
<form method="post" action=""><label for="login">Who signs in</label><select id="login" name="login">${options}</select>
<button name="answer" value="allow">Allow</button><button name="answer" value="deny">Deny</button></form>`,
  )
}

export function devicePage(server: AuthServer, people: readonly string[], code: string, note?: string): Page {
  const options = people.map((p) => `<option>${escapeHtml(p)}</option>`).join('')
  return page(
    200,
    server,
    'Enter the code that your device shows',
    `${note ? `<p role="alert">${escapeHtml(note)}</p>` : ''}<form method="post" action=""><label for="user_code">Code</label>
<input id="user_code" name="user_code" autocomplete="off" value="${escapeHtml(code)}" required>
<label for="login">Who signs in</label><select id="login" name="login">${options}</select>
<button name="answer" value="allow">Allow</button><button name="answer" value="deny">Deny</button></form>`,
  )
}

export function messagePage(server: AuthServer, status: number, title: string, text: string): Page {
  return page(status, server, title, `<p>${escapeHtml(text)}</p>`)
}
