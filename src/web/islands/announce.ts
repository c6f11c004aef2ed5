// One polite live region for what the scripts have to say. It stands in the page before anything is said in it, or some readers stay silent.

let region: HTMLElement | null = null

export function prepareAnnouncements(): void {
  if (region !== null) return
  region = document.createElement('div')
  region.setAttribute('role', 'status')
  region.className = 'live-region'
  document.body.append(region)
}

/** The same words twice are said twice. */
export function announce(text: string): void {
  prepareAnnouncements()
  if (region === null) return
  const spoken = document.createElement('p')
  spoken.textContent = text
  region.replaceChildren(spoken)
}
