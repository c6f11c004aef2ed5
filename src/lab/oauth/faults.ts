// Authorization servers that misbehave at their token endpoint: what a client must survive and name.

import type { Page } from '../http-server.ts'
import type { OAuthFault } from './data.ts'

const SLOW_MS = 12_000
const ENDLESS_BYTES = 64 << 20

export function misbehavingPage(fault: OAuthFault, page: Page): Page | Promise<Page> {
  switch (fault) {
    case 'unavailable':
      return { status: 503, headers: { 'Content-Type': 'text/html', 'Retry-After': '30' }, body: '<h1>Service Unavailable</h1>' }
    case 'slow':
      return new Promise((resolve) => setTimeout(() => resolve(page), SLOW_MS).unref())
    case 'garbage':
      return { ...page, status: 200, body: '\u0000{"access_token":' }
    case 'cut':
      return { ...page, body: page.body.slice(0, Math.ceil(page.body.length / 2)) }
    case 'html':
      return {
        status: 200,
        headers: { 'Content-Type': 'text/html' },
        body: '<!doctype html><title>Sign in to the network</title><p>Welcome to the hotel.',
      }
    case 'endless':
      return { status: 200, headers: { 'Content-Type': 'application/json' }, body: `{"access_token":"${'a'.repeat(ENDLESS_BYTES)}` }
    case 'redirected':
      return { status: 307, headers: { Location: 'https://elsewhere.fault.example/token' }, body: '' }
    default:
      return page
  }
}
