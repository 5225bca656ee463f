/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import type { Language } from './visitor.ts'

export interface Look {
  readonly language: Language
  readonly theme: 'light' | 'dark'
  readonly viewport: { readonly width: number; readonly height: number }
}

/** How people may see a page: in both languages and both themes, on a wide and a narrow screen. */
export const looks = (wide = 1_280): readonly (readonly [name: string, look: Look])[] =>
  (['ja', 'en'] as const).flatMap((language) =>
    (['light', 'dark'] as const).flatMap((theme) =>
      [wide, 320].map((width) => {
        const viewport = { width, height: width === 320 ? 640 : 900 }
        return [`${language} ${theme} ${width}`, { language, theme, viewport }] as const
      }),
    ),
  )

/** Pictures of pages go into `reports/screenshots`; what each answers is how far it overflows. */
export async function album(surface: string) {
  const folder = `reports/screenshots/${surface}`
  await mkdir(folder, { recursive: true })
  return async (page: Page, name: string, { language, theme, viewport }: Look): Promise<number> => {
    const path = `${folder}/${name}-${language}-${theme}-${viewport.width}.png`
    await page.screenshot({ path, fullPage: true })
    return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  }
}
