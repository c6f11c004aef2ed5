// A browser without a window: follows redirects, keeps cookies, fills and sends the forms of a sign-in page.

export interface Person {
  /** What is typed as the name. */
  readonly login: string
  /** Follows the link, or presses the button, that refuses. */
  readonly deny?: boolean
  /** Typed where a page asks for the code of a device. */
  readonly userCode?: string
  /** Changes the address before it is followed: what an attacker, or a broken server, would do. */
  readonly divert?: (url: string) => string
}

export interface Arrived {
  readonly url: string
  readonly status: number
  readonly body: string
  readonly headers: Headers
}

const MOST = 30

/** Goes on until a page has no form that it can send. */
export async function goThrough(start: string, { login, deny = false, userCode, divert = (url) => url }: Person): Promise<Arrived> {
  const cookies = new Map<string, string>()
  let url = start
  let body: string | undefined
  let aborted = false
  for (let step = 0; step < MOST; step++) {
    const response: Response = await fetch(divert(url), {
      redirect: 'manual',
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body !== undefined && { body }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    body = undefined
    const to = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && to !== null) {
      await response.arrayBuffer()
      url = new URL(to, url).href
      continue
    }
    const html = await response.text()
    const abort = /href="([^"]*\/abort)"/.exec(html)?.[1]
    if (deny && abort !== undefined) {
      url = new URL(abort, url).href
      continue
    }
    const form = /<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(html)
    if (form === null || response.status >= 400 || aborted) return { url, status: response.status, body: html, headers: response.headers }
    const fields = filled(form[2] ?? '', login, deny)
    if (userCode !== undefined && fields.has('user_code') && !fields.get('user_code')) fields.set('user_code', userCode)
    aborted = fields.has('abort')
    body = fields.toString()
    url = new URL((form[1] ?? '').replaceAll('&amp;', '&'), url).href
  }
  throw new Error(`the sign-in does not end: ${url}`)
}

function filled(form: string, login: string, deny: boolean): URLSearchParams {
  const fields = new URLSearchParams()
  if (/<select[^>]*name="login"/.test(form)) fields.set('login', login)
  for (const [tag] of form.matchAll(/<(?:input|button)[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    if (name === undefined || name === 'abort') continue
    const value = /value="([^"]*)"/.exec(tag)?.[1] ?? ''
    // Of several buttons one is pressed: the first allows, the one for no is named so.
    if (tag.startsWith('<button') && (deny ? value !== 'deny' : fields.has(name))) continue
    fields.set(name, name === 'login' ? login : name === 'password' ? 'any' : value)
  }
  // The page that shows the code of a device back wants to hear that it is the same one.
  if (fields.has('user_code') && fields.has('confirm')) fields.delete('confirm')
  if (fields.get('user_code') && /confirm/i.test(form)) fields.set(deny ? 'abort' : 'confirm', 'yes')
  return fields
}
