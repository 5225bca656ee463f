import type { Theme } from '@cloudscape-design/components/theming'

const FONT = '"Noto Sans JP Variable", "Hiragino Sans", "Yu Gothic", system-ui, sans-serif'

const INK = { light: '#24476f', dark: '#9cc0ee' }
const INK_DEEP = { light: '#17324f', dark: '#c2daf6' }
const ON_INK = { light: '#ffffff', dark: '#10192a' }
const WASH = { light: '#eef3f9', dark: '#22304a' }

/** The consoles in the store's colours and in the bundled font, whose Japanese is always there. */
export const THEME: Theme = {
  tokens: {
    fontFamilyBase: FONT,
    fontFamilyHeading: FONT,
    fontFamilyDisplay: FONT,
    colorBackgroundButtonPrimaryDefault: INK,
    colorBackgroundButtonPrimaryHover: INK_DEEP,
    colorBackgroundButtonPrimaryActive: INK_DEEP,
    colorTextButtonPrimaryDefault: ON_INK,
    colorTextButtonPrimaryHover: ON_INK,
    colorTextButtonPrimaryActive: ON_INK,
    colorBorderButtonNormalDefault: INK,
    colorBorderButtonNormalHover: INK_DEEP,
    colorBorderButtonNormalActive: INK_DEEP,
    colorTextButtonNormalDefault: INK,
    colorTextButtonNormalHover: INK_DEEP,
    colorTextButtonNormalActive: INK_DEEP,
    colorBackgroundButtonNormalHover: WASH,
    colorBackgroundButtonNormalActive: WASH,
    colorTextLinkDefault: INK,
    colorTextLinkHover: INK_DEEP,
    colorTextAccent: INK,
    colorBackgroundControlChecked: INK,
    colorForegroundControlDefault: ON_INK,
    colorBackgroundItemSelected: WASH,
    colorBorderItemSelected: INK,
    colorBorderItemFocused: INK,
    colorBorderInputFocused: INK,
    colorItemSelected: INK,
    colorBackgroundLayoutToggleSelectedDefault: INK,
    colorBackgroundLayoutToggleSelectedHover: INK_DEEP,
    colorBackgroundProgressBarValueDefault: INK,
    colorBackgroundSegmentActive: INK,
    colorTextSegmentActive: ON_INK,
    colorBackgroundSliderRangeDefault: INK,
    colorBackgroundSliderHandleDefault: INK,
  },
}
