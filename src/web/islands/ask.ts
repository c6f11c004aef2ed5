// The island of the ask page. The form works without it; with it, apps and messages are picked from lists and a screenshot is read.

import { prepareAnnouncements } from './announce.ts'
import { appPicker } from './app-picker.ts'
import { awake } from './awake.ts'
import { ASK_FORM, MESSAGES_PLACE, PICTURE_PLACE } from './hooks.ts'
import { liveText } from './live-text.ts'
import { messagePicker } from './message-picker.ts'
import { picture } from './picture.ts'

async function start(form: HTMLFormElement): Promise<void> {
  prepareAnnouncements()
  const text = await liveText()
  const app = form.querySelector<HTMLInputElement>('input[name="app"]')
  const message = form.querySelector<HTMLTextAreaElement>('textarea[name="message"]')
  const messages = form.querySelector<HTMLElement>(MESSAGES_PLACE)
  const screenshot = form.querySelector<HTMLElement>(PICTURE_PLACE)
  const tellApp = message !== null && messages !== null ? messagePicker(messages, message, text.message) : () => {}
  if (app !== null) appPicker(app, text.app, tellApp)
  if (message !== null && screenshot !== null) picture(screenshot, message, text.picture)
  awake()
}

/** Browsers bring whole pages back, fields and all: a password must not be among them. */
function forgetSecrets(form: HTMLFormElement): void {
  const forget = () => {
    for (const field of form.querySelectorAll<HTMLInputElement>('input[name="password"]')) field.value = ''
  }
  window.addEventListener('pagehide', forget)
  window.addEventListener('pageshow', ({ persisted }) => persisted && forget())
}

const form = document.querySelector<HTMLFormElement>(ASK_FORM)
if (form !== null) {
  forgetSecrets(form)
  void start(form)
}
