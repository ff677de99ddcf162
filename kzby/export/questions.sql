-- region: What is there to know about a region?
SELECT DISTINCT timeline.kind, date, title, quote, articles, timeline.id
FROM timeline JOIN places ON record = timeline.id JOIN names ON names.id = region AND names.kind IS 'region'
WHERE text LIKE :region || '%'
ORDER BY at_latest DESC, timeline.id

-- figures: How much did a region trade?
SELECT name AS region, partner, period, flow, hedge, value, unit, low, high, change, change_kind, quote
FROM trade JOIN regions ON regions.id = region
WHERE name LIKE :region || '%'
ORDER BY name, period DESC, flow

-- announced: What did somebody announce for a year?
SELECT name AS speaker, title, due, status, outcome, quote
FROM plans JOIN people ON people.id = speaker
WHERE name LIKE '%' || :person || '%' AND due_earliest <= :year || '-12-31' AND due_latest >= :year || '-01-01'
ORDER BY due_latest, plans.id

-- oblasts: Which oblasts work with which?
SELECT one.name AS belarus, other.name AS kazakhstan, ties, agreements, ties.meetings, projects, ties.plans, ties.proposals
FROM ties JOIN regions AS one ON one.id = belarus JOIN regions AS other ON other.id = kazakhstan
WHERE ties > 0
ORDER BY ties DESC, 1, 2

-- wanted: In which sectors do they want to work together?
SELECT label AS sector, proposals, belarus, kazakhstan, jointly, unattributed FROM sectors
WHERE proposals > 0

-- words: Where does a number or a phrase come from?
SELECT title, mentions.quotes, published, headline, url, mentions.record
FROM mentions JOIN records ON records.id = mentions.record JOIN articles ON articles.id = article
WHERE mentions.quotes LIKE '%' || :words || '%'
ORDER BY published, records.id
