/** What is worth a message to a buyer; the events of one moment make one message. */
const TO_BUYERS = `
  select 'buyer'::audience, book_id, topic, json_build_object(
      'points', sum((payload ->> 'points')::bigint), 'expiresAt', max(payload ->> 'expiresAt')),
    max(event_id), event_at
  from told where topic in ('points.vested', 'points.expiring', 'points.expired')
  group by book_id, version, topic, event_at, payload ->> 'expiresAt'`

/** Points that a price-only update took, told to the seller and to the app that sent it. */
const OF_RESETS = `
  select 'seller'::audience, s.id, topic, json_build_object('count', r.count, 'sku', r.sku,
      'by', r.by, 'source', r.source, 'app', p.name), event_id, event_at
  from resets r join seller s on s.reference = r.seller
    left join service_provider p on p.reference = r.by and r.source = 'app'
  union all
  select 'provider', p.id, topic, json_build_object('count', r.count, 'sku', r.sku,
      'seller', s.name), event_id, event_at
  from resets r join seller s on s.reference = r.seller
    join service_provider p on p.reference = r.by and r.source = 'app'`

const RESETS = `
  select topic, event_id, event_at, payload ->> 'seller' as seller, payload ->> 'by' as by,
    payload ->> 'source' as source, json_array_length(payload -> 'listings') as count,
    (select sku from listing where id = (payload -> 'listings' -> 0 ->> 0)::bigint) as sku
  from told where topic = 'listing.points_reset'`

/** A change of the rules is announced to sellers and service providers §. */
const OF_POLICIES = `
  select 'seller'::audience, s.id, topic, payload, event_id, event_at
  from told cross join seller s where topic in ('policy.announced', 'policy.in_force')
  union all
  select 'provider', p.id, topic, payload, event_id, event_at
  from told cross join service_provider p where topic in ('policy.announced', 'policy.in_force')`

/** Sellers hear of claims on what they sold, buyers what became of theirs. */
const OF_CLAIMS = `
  select 'seller'::audience, s.id, topic, payload, event_id, event_at
  from told join seller s on s.reference = payload ->> 'seller'
  where topic in ('claim.opened', 'claim.decided')
  union all
  select 'buyer', (payload ->> 'buyer')::bigint, topic, payload, event_id, event_at
  from told where topic = 'claim.answered'`

/** The messages that `told` brings: audience, recipient, kind, facts, event, moment; in order. */
export const NOTICES = `
  with resets as materialized (${RESETS})
  ${TO_BUYERS} union all ${OF_RESETS} union all ${OF_POLICIES}
  union all ${OF_CLAIMS} order by 5, 2`
