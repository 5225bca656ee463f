/// <reference lib="dom" />
import type { Locator, Page } from 'playwright-core'

/** Where an amount opens to no reason of its own, and why that is right. */
const EXCEPTIONS: readonly (readonly [where: string, because: string])[] = [
  ['dialog.kit-dialog .kit-figure', 'it is the number whose reason is being read'],
  ['dialog.kit-dialog .kit-parts', 'it is a part of the reason that is being read'],
  ['dialog.kit-dialog .kit-steps', 'it is a step of the reason that is being read'],
  ['dialog.kit-dialog .kit-entries', 'it is an entry of the reason that is being read'],
  [
    'svg, [class*="awsui_labels-inline-start"]',
    'it is on the axis of a chart; the table below the chart has the amounts',
  ],
  ['button:not(.kit-why)', 'a button says what it does, and can hold no other; see beside it'],
  ['a.points-link', 'a link can hold no button; it leads to where the balance is explained'],
  ['[role="listbox"], select', 'somebody is choosing'],
  ['input, textarea', 'somebody is typing'],
  ['.console-lines, .console-asked', 'it is what somebody wrote or asked for, word by word'],
]

/**
 * The amounts that a page shows and that do not open to their reasons: ￥1,000 or 100pt outside
 * "Why this number?", with the text around each.
 */
export const unexplained = (page: Page): Promise<string[]> =>
  page.evaluate(
    (exceptions) => {
      const found: string[] = []
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const text = node.textContent ?? ''
        const element = node.parentElement
        if (!element || !/[￥¥]\s*[\d,]|\d\s*pt\b/.test(text)) continue
        if (element.closest('.kit-why, script, style')) continue
        if (exceptions.some((where) => element.closest(where))) continue
        found.push(`no reason for “${text.trim().slice(0, 80)}”`)
      }
      return found
    },
    EXCEPTIONS.map(([where]) => where),
  )

/** A text as it is seen: without what amounts say to screen readers alone. */
export const seenText = (locator: Locator): Promise<string> =>
  locator.evaluate((node) => {
    const hidden = [...node.querySelectorAll<HTMLElement>('.kit-unseen')]
    for (const one of hidden) one.hidden = true
    const text = (node as HTMLElement).innerText
    for (const one of hidden) one.hidden = false
    return text
  })
