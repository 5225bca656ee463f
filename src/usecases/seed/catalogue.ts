import type { ProductAsk } from '../products/product.ts'

/** A kind of thing, with the price of its plainest variant in yen. */
type Kind = readonly [ja: string, en: string, price: number]
type Variant = readonly [ja: string, en: string]

interface Department {
  /** As the policy's fee table names it. */
  readonly category: string
  readonly variants: readonly Variant[]
  readonly kinds: readonly Kind[]
}

/** Invented makers; each makes a few things of every department. */
const BRANDS: readonly Variant[] = [
  ['北斗堂', 'Hokutodo'],
  ['みなと製作所', 'Minato Works'],
  ['こだま電器', 'Kodama'],
  ['葉月', 'Hazuki'],
  ['とんぼ工房', 'Tombo Atelier'],
  ['白樺', 'Shirakaba'],
  ['潮見', 'Shiomi'],
  ['やまびこ', 'Yamabiko'],
]

const COLOURS: readonly Variant[] = [
  ['ブラック', 'Black'],
  ['ホワイト', 'White'],
  ['ネイビー', 'Navy'],
]
const SIZES: readonly Variant[] = [
  ['Sサイズ', 'Size S'],
  ['Mサイズ', 'Size M'],
  ['Lサイズ', 'Size L'],
]
const PACKS: readonly Variant[] = [
  ['1個', 'Single'],
  ['3個セット', 'Pack of 3'],
  ['6個セット', 'Pack of 6'],
]
const VOLUMES: readonly Variant[] = [
  ['第1巻', 'Vol. 1'],
  ['第2巻', 'Vol. 2'],
  ['第3巻', 'Vol. 3'],
]

const DEPARTMENTS: readonly Department[] = [
  {
    category: 'electronics',
    variants: COLOURS,
    kinds: [
      ['ワイヤレスイヤホン', 'Wireless Earbuds', 7_980],
      ['ノイズキャンセリングヘッドホン', 'Noise-Cancelling Headphones', 19_800],
      ['ポータブルスピーカー', 'Portable Speaker', 6_480],
      ['USB-C 急速充電器 65W', 'USB-C Charger 65 W', 3_980],
      ['モバイルバッテリー 10000mAh', 'Power Bank 10,000 mAh', 3_280],
      ['デジタル目覚まし時計', 'Digital Alarm Clock', 2_480],
      ['加湿器 4L', 'Humidifier 4 L', 8_980],
      ['電動歯ブラシ', 'Electric Toothbrush', 5_980],
      ['ドライヤー 1200W', 'Hair Dryer 1,200 W', 4_980],
      ['充電式カイロ', 'Rechargeable Hand Warmer', 2_980],
      ['センサーライト', 'Motion Sensor Light', 1_980],
      ['延長コード 2m', 'Extension Cord 2 m', 1_280],
      ['ボイスレコーダー', 'Voice Recorder', 5_480],
    ],
  },
  {
    category: 'computers',
    variants: COLOURS,
    kinds: [
      ['静音マウス', 'Silent Mouse', 1_980],
      ['メカニカルキーボード 日本語配列', 'Mechanical Keyboard JIS', 12_800],
      ['ノートPCスタンド', 'Laptop Stand', 3_480],
      ['USBハブ 4ポート', 'USB Hub, 4 Ports', 1_780],
      ['ウェブカメラ フルHD', 'Full HD Webcam', 4_980],
      ['外付けSSD 1TB', 'External SSD 1 TB', 11_980],
      ['microSDカード 128GB', 'microSD Card 128 GB', 1_880],
      ['HDMIケーブル 3m', 'HDMI Cable 3 m', 1_180],
      ['液晶モニター 24インチ', '24-inch Monitor', 17_800],
      ['タブレットケース', 'Tablet Case', 2_280],
      ['リストレスト', 'Wrist Rest', 1_480],
      ['LANケーブル 10m', 'LAN Cable 10 m', 1_080],
      ['無線ルーター Wi-Fi 6', 'Wi-Fi 6 Router', 9_480],
    ],
  },
  {
    category: 'home',
    variants: COLOURS,
    kinds: [
      ['ステンレス保温マグ 350ml', 'Stainless Tumbler 350 ml', 2_480],
      ['鉄フライパン 26cm', 'Iron Frying Pan 26 cm', 5_480],
      ['土鍋 8号', 'Clay Pot No. 8', 4_980],
      ['三徳包丁', 'Santoku Knife', 6_980],
      ['弁当箱 二段', 'Two-Tier Lunch Box', 2_180],
      ['珪藻土バスマット', 'Diatomite Bath Mat', 3_280],
      ['収納ボックス 折りたたみ', 'Folding Storage Box', 1_680],
      ['遮光カーテン 2枚組', 'Blackout Curtains, Pair', 5_980],
      ['低反発まくら', 'Memory Foam Pillow', 3_980],
      ['タオルケット シングル', 'Towel Blanket, Single', 3_480],
      ['ガラス急須 450ml', 'Glass Teapot 450 ml', 2_680],
      ['洗濯物干しハンガー', 'Laundry Hanger', 1_880],
      ['観葉植物用プランター', 'Indoor Planter', 1_480],
    ],
  },
  {
    category: 'grocery',
    variants: PACKS,
    kinds: [
      ['宇治抹茶 30g', 'Uji Matcha 30 g', 1_280],
      ['昆布だしパック 20袋', 'Kelp Stock Sachets, 20', 980],
      ['国産はちみつ 250g', 'Japanese Honey 250 g', 1_680],
      ['讃岐うどん 乾麺 400g', 'Sanuki Udon, Dried 400 g', 480],
      ['ドリップコーヒー 10袋', 'Drip Coffee, 10 Bags', 880],
      ['ゆず胡椒 80g', 'Yuzu Pepper Paste 80 g', 680],
      ['玄米 5kg', 'Brown Rice 5 kg', 2_980],
      ['海苔 全形10枚', 'Nori, 10 Sheets', 780],
      ['黒糖くるみ 120g', 'Brown Sugar Walnuts 120 g', 640],
      ['味噌 750g', 'Miso 750 g', 720],
      ['ほうじ茶ティーバッグ 50個', 'Hojicha Tea Bags, 50', 1_080],
      ['梅干し 500g', 'Pickled Plums 500 g', 1_580],
      ['オリーブオイル 450g', 'Olive Oil 450 g', 1_380],
    ],
  },
  {
    category: 'beauty',
    variants: PACKS,
    kinds: [
      ['化粧水 しっとり 200ml', 'Moist Lotion 200 ml', 1_480],
      ['日焼け止めジェル 90g', 'Sunscreen Gel 90 g', 980],
      ['椿油シャンプー 500ml', 'Camellia Shampoo 500 ml', 1_680],
      ['炭酸入浴剤 12錠', 'Carbonated Bath Tablets, 12', 780],
      ['ハンドクリーム ゆず', 'Yuzu Hand Cream', 680],
      ['洗顔フォーム 120g', 'Facial Foam 120 g', 880],
      ['つげ櫛', 'Boxwood Comb', 2_480],
      ['爪やすり ガラス製', 'Glass Nail File', 980],
      ['リップバーム', 'Lip Balm', 480],
      ['ボディタオル', 'Body Towel', 580],
      ['コットンパフ 80枚', 'Cotton Pads, 80', 380],
      ['ヘアオイル 100ml', 'Hair Oil 100 ml', 1_580],
      ['薬用せっけん', 'Medicated Soap', 420],
    ],
  },
  {
    category: 'fashion',
    variants: SIZES,
    kinds: [
      ['綿の長袖シャツ', 'Cotton Shirt', 3_480],
      ['藍染めTシャツ', 'Indigo-Dyed T-Shirt', 4_280],
      ['裏起毛パーカー', 'Fleece-Lined Hoodie', 4_980],
      ['撥水ウインドブレーカー', 'Water-Repellent Windbreaker', 5_980],
      ['ストレッチチノパン', 'Stretch Chinos', 3_980],
      ['今治タオルハンカチ', 'Imabari Towel Handkerchief', 780],
      ['メリノウール靴下 2足組', 'Merino Socks, 2 Pairs', 1_680],
      ['帆布トートバッグ', 'Canvas Tote', 3_280],
      ['革の長財布', 'Leather Wallet', 8_980],
      ['折りたたみ傘 軽量', 'Light Folding Umbrella', 2_480],
      ['ルームウェア 上下', 'Loungewear Set', 4_480],
      ['ニット帽', 'Knit Cap', 1_980],
      ['レインシューズ', 'Rain Shoes', 3_780],
    ],
  },
  {
    category: 'toys',
    variants: PACKS,
    kinds: [
      ['木製つみき 40ピース', 'Wooden Blocks, 40 Pieces', 3_980],
      ['けん玉 競技用', 'Kendama for Competitions', 1_980],
      ['ジグソーパズル 1000ピース', 'Jigsaw Puzzle, 1,000 Pieces', 2_280],
      ['折り紙 100枚 20色', 'Origami, 100 Sheets in 20 Colours', 480],
      ['百人一首かるた', 'Hyakunin Isshu Cards', 2_480],
      ['将棋セット 折りたたみ', 'Folding Shogi Set', 3_280],
      ['ラジコンカー', 'Remote-Controlled Car', 5_480],
      ['水彩色鉛筆 24色', 'Watercolour Pencils, 24', 1_680],
      ['ぬいぐるみ しば犬', 'Plush Shiba', 2_180],
      ['知育タブレット', 'Learning Tablet', 6_980],
      ['シャボン玉セット', 'Soap Bubble Set', 580],
      ['電車模型 先頭車両', 'Model Train, Leading Car', 4_780],
      ['粘土セット 12色', 'Modelling Clay, 12 Colours', 1_280],
    ],
  },
  {
    category: 'book',
    variants: VOLUMES,
    kinds: [
      ['台所の四季', 'Seasons of a Kitchen', 1_540],
      ['はじめての簿記', 'Bookkeeping from the Start', 1_980],
      ['路面電車の旅', 'Travels by Tram', 1_320],
      ['猫と暮らす家', 'A House with Cats', 1_430],
      ['数の物語', 'Tales of Numbers', 1_760],
      ['山小屋だより', 'Letters from a Mountain Hut', 1_210],
      ['海辺の図書室', 'The Library by the Sea', 770],
      ['やさしい統計', 'Gentle Statistics', 2_640],
      ['和菓子の手帖', 'A Notebook of Wagashi', 1_650],
      ['星を継ぐ町', 'The Town that Kept a Star', 880],
      ['庭木の手入れ', 'Caring for Garden Trees', 1_870],
      ['英語の散歩道', 'A Walk through English', 1_480],
      ['みちくさ文庫', 'Wayside Stories', 693],
    ],
  },
]

/** What the variants of a kind cost against the plainest, in percent. */
const FACTORS: Readonly<Record<string, readonly number[]>> = {
  grocery: [100, 280, 540],
  beauty: [100, 285, 550],
}

/** A product and what it usually costs, in yen. */
export interface CatalogueItem extends ProductAsk {
  readonly usualPrice: number
}

/** Gift cards, which can not be paid for with points. */
const GIFT_CARDS = [1_000, 3_000, 5_000].map((price, index): CatalogueItem => {
  const amount = price.toLocaleString('en-US')
  return {
    asin: `B0TX00000${index + 1}`,
    titleJa: `ギフトカード ${amount}円分`,
    titleEn: `Gift Card, ${amount} yen`,
    category: null,
    productType: 'GIFT_CARD',
    usualPrice: price,
  }
})

/**
 * Some three hundred products in eight categories, and three gift cards. By their numbers they are
 * one kind of each department after the other: the first page of a shelf has some of everything.
 */
export const CATALOGUE: readonly CatalogueItem[] = [...DEPARTMENTS.flatMap(itemsOf), ...GIFT_CARDS]

function itemsOf({ category, kinds, variants }: Department, department: number): CatalogueItem[] {
  return kinds.flatMap(([ja, en, price], kind) =>
    variants.map(([variantJa, variantEn], variant): CatalogueItem => {
      const [brandJa, brandEn] = BRANDS[(kind * 3 + department) % BRANDS.length] as Variant
      const number = (kind * DEPARTMENTS.length + department) * 10 + variant
      const factor = FACTORS[category]?.[variant] ?? 100
      return {
        asin: `B0TM${String(number).padStart(6, '0')}`,
        titleJa: `${brandJa} ${ja} ${variantJa}`,
        titleEn: `${brandEn} ${en}, ${variantEn}`,
        brand: brandJa,
        category,
        usualPrice: Math.floor((price * factor) / 1_000) * 10,
      }
    }),
  )
}
