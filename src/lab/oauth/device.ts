// The device authorization grant (RFC 8628): the start, the page where a person types the code, and the polling.

import { randomInt } from 'node:crypto'
import type { Page } from '../http-server.ts'
import { stopped } from './authorize.ts'
import { proveClient } from './client.ts'
import { devicePage, messagePage } from './consent-page.ts'
import { type DeviceCode, type Grant, unguessable } from './grants.ts'
import { issue } from './issue.ts'
import { isRefused, json, type Refused, refused } from './refusals.ts'
import { firstOf, readScopes } from './scopes.ts'
import type { Asked } from './server.ts'

const LIVES_MS = 900_000
/** RFC 8628 §6.1: no vowels, so that no word comes out. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const POLLS_BEFORE_FAST = 1

export function startDevice(asked: Asked): Page | Refused {
  const { server, form, now } = asked
  const { oauth } = server
  const tenant = asked.people.tenant(server, asked.tenant) ?? ''
  if (asked.tenant !== '' && tenant === '') return refused('unknown-tenant', { tenant: asked.tenant })
  // RFC 8628 §3.1: the client authenticates only where it has to.
  const proven = form.has('client_secret') ? proveClient(asked.proof()) : { client: asked.clientById(form.get('client_id') ?? '') }
  if (isRefused(proven)) return proven
  const { client } = proven
  const holes = { client: form.get('client_id') ?? '', tenant: tenant || 'common' }
  if (!client) return refused('unknown-client', holes)
  if (!client.flows.includes('device')) return refused('flow-not-allowed', holes)
  const scopes = readScopes(oauth, form.get('scope') ?? '')
  if (isRefused(scopes)) return scopes
  const closed = firstOf(oauth, scopes.scopes, (s) => s.device === false)
  if (closed !== undefined) return refused('device-scope', { ...holes, scope: closed })
  const letters = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  const userCode = oauth.style === 'microsoft' ? letters : `${letters.slice(0, 4)}-${letters.slice(4)}`
  const device = unguessable('', 40)
  const word = /^allow(?: (\S+))?$/.exec(asked.header('x-sesame-lab') ?? '')
  const person = word ? (word[1] ?? form.get('login_hint') ?? undefined) : undefined
  const interval = asked.deviceInterval
  const made: DeviceCode = {
    server,
    client,
    tenant,
    scopes: scopes.scopes,
    userCode,
    expires: now + LIVES_MS,
    interval,
    polled: 0,
    polls: 0,
    person,
    answer: undefined,
    used: false,
  }
  asked.grants.devices.set(device, made)
  const page = oauth.verification ?? ''
  return json(200, {
    device_code: device,
    user_code: userCode,
    [oauth.style === 'google' ? 'verification_url' : 'verification_uri']: page,
    ...(oauth.style === 'plain' && { verification_uri_complete: `${page}?user_code=${userCode}` }),
    expires_in: LIVES_MS / 1000,
    interval,
    ...(oauth.style === 'microsoft' && {
      message: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`,
    }),
  })
}

/** What a person says to a code; a word for the page. */
export function answerDevice(asked: Asked, userCode: string, login: string, allowed: boolean): string {
  const plain = (text: string) => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  const device = [...asked.grants.devices.values()].find(
    (d) => d.server === asked.server && plain(d.userCode) === plain(userCode) && d.expires > asked.now && d.answer === undefined,
  )
  if (!device) return 'This code is not known, or it is too late for it.'
  if (!allowed) {
    device.answer = 'denied'
    return 'You said no. You may close this page.'
  }
  const account = asked.people.find(asked.server, login)
  if (!account) return 'This account is not known here.'
  const no = stopped(asked, account, device.client, device.tenant)
  const own = account.data.oauth?.device
  const { server, client, scopes } = device
  const grant: Grant = {
    server,
    client,
    account,
    tenant: asked.people.tenantOf(account),
    scopes,
    made: asked.now,
    offline: server.oauth.refreshWhen !== 'offline-scope' || scopes.includes('offline_access'),
  }
  if (own !== undefined || no) grant.dead = own ?? no?.refused ?? 'denied'
  device.answer = grant
  return 'You are signed in on your device. You may close this page.'
}

export function verificationPage(asked: Asked): Page {
  const { server, form, url } = asked
  const people = asked.people.at(server).map((a) => a.data.address)
  if (asked.method !== 'POST') return devicePage(server, people, url.searchParams.get('user_code') ?? '')
  const said = answerDevice(asked, form.get('user_code') ?? '', form.get('login') ?? '', form.get('answer') === 'allow')
  return said.startsWith('You ') ? messagePage(server, 200, 'Done', said) : devicePage(server, people, form.get('user_code') ?? '', said)
}

/** RFC 8628 §3.4 and §3.5. */
export function pollDevice(asked: Asked, clientId: string): Page | Refused {
  const { form, grants, now } = asked
  const device = grants.devices.get(form.get('device_code') ?? '')
  if (!device || device.client.id !== clientId || device.used) return refused('wrong-device')
  if (device.expires <= now) return refused('device-expired')
  const early = device.polls > 0 && now - device.polled < device.interval * 1000 - 100
  device.polled = now
  device.polls++
  if (early) {
    // RFC 8628 §3.5: five seconds more for this and all further requests.
    device.interval += 5
    return refused('slow-down')
  }
  if (device.answer === undefined && device.person !== undefined && device.polls > POLLS_BEFORE_FAST)
    answerDevice(asked, device.userCode, device.person, true)
  if (device.answer === undefined) return refused('pending')
  if (device.answer === 'denied') return refused('device-denied')
  const { answer } = device
  if (answer.dead !== undefined)
    return { refused: answer.dead, holes: { client: clientId, user: answer.account?.data.address ?? '', tenant: answer.tenant } }
  device.used = true
  return issue(asked, answer, { refresh: answer.offline, idToken: true })
}
