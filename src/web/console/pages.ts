import type { ComponentType, LazyExoticComponent, ReactNode } from 'react'
import type { Sentence } from '../kit/language.ts'
import { later } from '../kit/later.tsx'

/** A page of a console: where it is, what it is called and what it is for. */
export interface ConsolePage {
  /** A pattern of wouter: `/seller/orders/:order`. Its parameters are the component's props. */
  readonly path: string
  readonly title: Sentence
  /** One line below its name on the console's front page; a page without it is in no menu. */
  readonly about?: Sentence | undefined
  readonly component: LazyExoticComponent<ComponentType<object>>
}

/** Pages that stand together in the menu. */
export interface PageGroup {
  readonly title: Sentence
  readonly pages: readonly ConsolePage[]
}

/** Loads a page when somebody goes there: its component is the default of its file. */
type Load = () => Promise<{ readonly default: (parameters: never) => ReactNode }>

const component = (load: Load) =>
  later(load as () => Promise<{ readonly default: ComponentType<object> }>)

/** A page that is in the menu. */
export const page = (path: string, title: Sentence, about: Sentence, load: Load): ConsolePage => ({
  ...{ path, title, about },
  component: component(load),
})

/** A page that others lead to, such as the one of a single order. */
export const innerPage = (path: string, title: Sentence, load: Load): ConsolePage => ({
  ...{ path, title },
  component: component(load),
})
