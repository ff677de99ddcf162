-- The compiled dataset: one SQLite database.
--
-- The views are the public part: one for each command, with the column names that every machine format has; so are the
-- two tables that come first. The comment behind a column is its entry in the data dictionary: its type, a colon, its
-- meaning. Types:
--   id, text, word (of a closed list), number, flag (0 or 1), date (EDTF), day (YYYY-MM-DD);
--   region, person, organization, sector, article, record (the id of one), speaker, party (the id of one of several);
--   [type] (a JSON list of them), {type} (a JSON object).

CREATE TABLE dictionary (
    view TEXT,          -- word: the view, or the public table, that has the column
    position INTEGER,   -- number: where it stands among the columns, from 0
    name TEXT,          -- text: its name
    type TEXT,          -- text: its type
    meaning TEXT,       -- text: what it holds
    PRIMARY KEY (view, name)
) WITHOUT ROWID;

-- What is cited as the source of an answer: one row.

CREATE TABLE dataset (
    version TEXT NOT NULL,  -- text: the version of kzby that compiled the dataset
    sha256 TEXT NOT NULL    -- text: the hash of its files: of the list that sha256sum prints of them, in order of names
);

-- The vocabularies. `name` holds every spelling of everything that has a name, folded for comparison, the usual one
-- with the lowest rank, but for records, which have no name, their ids; `name_end` holds them once more for each of their
-- words, from that word on; `inside` says which regions and sectors lie within which, each also within itself.

CREATE TABLE region (
    id TEXT PRIMARY KEY, name TEXT, type TEXT, within TEXT, capital TEXT, names JSON, formerly JSON, split_from JSON,
    position INTEGER
) WITHOUT ROWID;
CREATE INDEX region_name ON region (name);
CREATE INDEX region_position ON region (position);
CREATE TABLE sector (id TEXT PRIMARY KEY, name TEXT, within TEXT, isic TEXT) WITHOUT ROWID;
CREATE INDEX sector_name ON sector (name);
CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT, side TEXT, spellings JSON, aliases JSON, roles JSON) WITHOUT ROWID;
CREATE INDEX person_name ON person (name);
CREATE TABLE organization (
    id TEXT PRIMARY KEY, name TEXT, type TEXT, side TEXT, region TEXT, spellings JSON, aliases JSON
) WITHOUT ROWID;
CREATE INDEX organization_name ON organization (name);
CREATE TABLE article (
    id TEXT PRIMARY KEY, headline TEXT, publisher TEXT, agency TEXT, url TEXT, file TEXT, sha256 TEXT, language TEXT,
    dateline TEXT, published TEXT, published_earliest TEXT, published_latest TEXT, dating TEXT
) WITHOUT ROWID;
CREATE INDEX article_publisher ON article (publisher);
CREATE INDEX article_agency ON article (agency);
CREATE INDEX article_published ON article (published_latest DESC, id);
CREATE TABLE name (
    kind TEXT, folded TEXT, id TEXT, rank INTEGER, text TEXT, PRIMARY KEY (kind, folded, id)
) WITHOUT ROWID;
CREATE TABLE name_end (
    kind TEXT, words TEXT, id TEXT, rank INTEGER, text TEXT, PRIMARY KEY (kind, words, id)
) WITHOUT ROWID;
CREATE TABLE inside (whole TEXT, part TEXT, PRIMARY KEY (whole, part)) WITHOUT ROWID;
CREATE INDEX inside_part ON inside (part);
CREATE VIEW label AS
    SELECT id, name AS text FROM region UNION ALL SELECT id, name FROM sector UNION ALL SELECT id, name FROM person
    UNION ALL SELECT id, name FROM organization;

-- The records: the head that all share, then the own fields of each kind.

CREATE TABLE record (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
    date TEXT, date_text TEXT, date_earliest TEXT, date_latest TEXT, year_stated BOOLEAN, date_basis TEXT,
    regions JSON, people JSON, organizations JSON, sectors JSON,
    status TEXT NOT NULL, speaker TEXT NOT NULL, side TEXT, said_at TEXT, related JSON, articles JSON, origins JSON,
    quote TEXT NOT NULL, note TEXT,
    -- its place in time: when a plan is due, else `date`; certain if neither inferred, approximate nor unknown, nor only
    -- the day of the telling, for what took place before that
    at TEXT, at_earliest TEXT, at_latest TEXT, at_certain BOOLEAN
) WITHOUT ROWID;
CREATE INDEX record_at ON record (at_latest, at_earliest IS NULL, at_earliest, position);
CREATE INDEX record_span ON record (at_earliest, at_latest);
CREATE INDEX record_newest ON record (kind, date_latest DESC, position) WHERE kind = 'meeting';
CREATE INDEX record_oldest ON record (kind, date_latest, position);
CREATE INDEX record_due ON record (kind, at_latest, position) WHERE kind = 'plan';
CREATE INDEX record_status ON record (status);
CREATE INDEX record_origins ON record (json_array_length(origins));

-- How many records there are of each kind; and every place in time that records have, once: these are far fewer. Both
-- are counted out when all records are there.
CREATE TABLE held (kind TEXT PRIMARY KEY, records INTEGER) WITHOUT ROWID;
CREATE TABLE span (at_earliest TEXT, at_latest TEXT);

CREATE TABLE mention (
    article TEXT, record TEXT, file TEXT, line INTEGER, quote TEXT, PRIMARY KEY (record, article)
) WITHOUT ROWID;
CREATE INDEX mention_article ON mention (article);
CREATE TABLE record_side (side TEXT, record TEXT, PRIMARY KEY (side, record)) WITHOUT ROWID;
CREATE TABLE record_region (region TEXT, record TEXT, PRIMARY KEY (region, record)) WITHOUT ROWID;
CREATE INDEX record_region_record ON record_region (record);
CREATE TABLE record_person (person TEXT, record TEXT, PRIMARY KEY (person, record)) WITHOUT ROWID;
CREATE INDEX record_person_record ON record_person (record);
CREATE TABLE record_organization (organization TEXT, record TEXT, PRIMARY KEY (organization, record)) WITHOUT ROWID;
CREATE INDEX record_organization_record ON record_organization (record);
CREATE TABLE record_sector (sector TEXT, record TEXT, PRIMARY KEY (sector, record)) WITHOUT ROWID;
CREATE TABLE link (record TEXT, field TEXT, target TEXT, PRIMARY KEY (target, record, field)) WITHOUT ROWID;

CREATE TABLE meeting (record TEXT PRIMARY KEY, form TEXT, place TEXT, participants JSON) WITHOUT ROWID;
CREATE TABLE plan (
    record TEXT PRIMARY KEY, place TEXT, due TEXT, due_text TEXT, due_earliest TEXT, due_latest TEXT,
    outcome TEXT, fulfilled_by TEXT
) WITHOUT ROWID;
CREATE TABLE proposal (record TEXT PRIMARY KEY, sector TEXT, form TEXT) WITHOUT ROWID;
CREATE INDEX proposal_sector ON proposal (sector);
CREATE TABLE project (record TEXT PRIMARY KEY, place TEXT, stage TEXT) WITHOUT ROWID;
CREATE TABLE agreement (record TEXT PRIMARY KEY, parties JSON, signed TEXT, subject JSON, term TEXT) WITHOUT ROWID;
CREATE TABLE trade_figure (
    record TEXT PRIMARY KEY, region TEXT, partner TEXT, period TEXT, flow TEXT, value NUMERIC, low NUMERIC, high NUMERIC,
    unit TEXT, hedge TEXT, sign TEXT, change NUMERIC, change_kind TEXT, against TEXT, against_text TEXT,
    basis TEXT
) WITHOUT ROWID;
CREATE INDEX trade_figure_region ON trade_figure (region);
CREATE TABLE traded_good (record TEXT PRIMARY KEY, name TEXT, region TEXT, partner TEXT, flow TEXT, hs TEXT) WITHOUT ROWID;
CREATE INDEX traded_good_region ON traded_good (region);
CREATE TABLE count (
    record TEXT PRIMARY KEY, value NUMERIC, low NUMERIC, high NUMERIC, value_text TEXT, unit TEXT, hedge TEXT, "of" TEXT
) WITHOUT ROWID;

-- What articles tell differently of a record, field by field, and what each of them states, the oldest first. `value`
-- is text or a number, as the field is.
CREATE TABLE conflict (
    record TEXT, field TEXT, position INTEGER, verdict TEXT, used TEXT, PRIMARY KEY (record, field)
) WITHOUT ROWID;
CREATE TABLE told (
    record TEXT, field TEXT, age INTEGER, article TEXT, value, low NUMERIC, high NUMERIC, unit TEXT, hedge TEXT,
    sign TEXT, PRIMARY KEY (record, field, age)
) WITHOUT ROWID;

-- The words of the records twice: by their English stems ("ventures" finds "venture"), and as they are, for beginnings.
CREATE VIRTUAL TABLE stems USING fts5 (
    record UNINDEXED, title, quote, names, rest, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE words USING fts5 (
    record UNINDEXED, title, quote, names, rest, tokenize = "unicode61 remove_diacritics 2"
);

-- The views. A view over one kind of record has the columns of `records`, then its own.

CREATE VIEW records AS SELECT
    id,             -- id: the record's own id, the same in every article that reports it
    kind,           -- word: meeting, plan, proposal, project, agreement, trade, goods, count or remark
    title,          -- text: what it is, in the curators' words
    date,           -- date: when it took place or was said; a figure's period, an agreement's signing
    date_text,      -- text: the words the article dates it with; null if it prints none
    date_earliest,  -- day: the first day that `date` can mean
    date_latest,    -- day: the last day that `date` can mean
    year_stated,    -- flag: whether the article prints the year; false if it is inferred
    date_basis,     -- word: whose date it is: event (its own), meeting (where it was said), report (the article's)
    regions,        -- [region]: ISO 3166-2 codes of the oblasts and cities, ISO 3166-1 of the countries, it is about
    people,         -- [person]: who took part, spoke or is spoken of
    organizations,  -- [organization]: which bodies took part, spoke or are spoken of
    sectors,        -- [sector]: what branch it is about
    status,         -- word: how far it has come: held, planned, proposed, expected, reported ...
    speaker,        -- speaker: who says so; `article` where it is not attributed, `parties` where both sides say so
    side,           -- word: KZ, BY or both: the speaker's side
    articles,       -- [article]: which articles report it
    origins,        -- [organization]: the agencies whose reports these are; several articles of one are one origin
    quote,          -- text: the article's words that pin it, at most eight
    said_at,        -- record: the meeting at which it was said
    related,        -- [record]: the records it belongs with
    note            -- text: what is inferred and why, and what is left unsaid
FROM record;

CREATE VIEW timeline AS SELECT
    records.*,
    record.at,      -- date: where it stands in time: when a plan is due, else `date`
    at_earliest,    -- day: the first day that `at` can mean
    at_latest,      -- day: the last day that `at` can mean; the timeline is ordered by it
    coalesce(trade_figure.value, count.value) AS value,  -- number: the figure or count, if it is one
    coalesce(trade_figure.unit, count.unit) AS unit,     -- text: its unit
    coalesce(trade_figure.hedge, count.hedge) AS hedge   -- word: the word that softens it
FROM records JOIN record USING (id)
    LEFT JOIN trade_figure ON trade_figure.record = id LEFT JOIN count ON count.record = id;

CREATE VIEW meetings AS SELECT
    records.*,
    form,           -- word: meeting, visit, talks, tour, ceremony, forum, round-table, exhibition or event
    place,          -- region: where it took place, if the article says so
    participants    -- [participant]: name, role and side of each; name is null for a role without a name
FROM records JOIN meeting ON record = id;

CREATE VIEW plans AS SELECT
    records.*,
    place,          -- region: where it is to take place
    due,            -- date: when it is due
    due_text,       -- text: the words the article says that with
    due_earliest,   -- day: the first day that `due` can mean
    due_latest,     -- day: the last day that `due` can mean
    outcome,        -- word: fulfilled, partly-fulfilled or not-fulfilled; null if no article tells
    fulfilled_by    -- record: what fulfilled it
FROM records JOIN plan ON record = id;

CREATE VIEW proposals AS SELECT
    records.*,
    sector,         -- sector: the sector proposed
    form            -- word: the form of cooperation: joint-venture, training ...; cooperation if none is named
FROM records JOIN proposal ON record = id;

CREATE VIEW sectors AS SELECT
    sector.id AS sector,       -- sector: the sector proposed
    sector.name AS label,      -- text: its name
    sector.within AS parent,   -- sector: the sector it is part of
    sector.isic,               -- text: its ISIC Rev. 4 code; null if none fits
    (SELECT count(*) FROM proposal p JOIN record ON record.id = p.record
        WHERE p.sector = sector.id) AS proposals,  -- number: how many proposals name this very sector
    coalesce((SELECT json_group_array(value) FROM (SELECT DISTINCT each.value
        FROM proposal p JOIN record ON record.id = p.record, json_each(record.regions) each
        WHERE p.sector = sector.id ORDER BY 1)), '[]') AS regions,  -- [region]: the regions they are about
    coalesce((SELECT json_group_array(side) FROM (SELECT DISTINCT record.side
        FROM proposal p JOIN record ON record.id = p.record
        WHERE p.sector = sector.id AND record.side IS NOT NULL ORDER BY 1)), '[]') AS sides,  -- [word]: the sides that propose it
    coalesce((SELECT json_group_array(speaker) FROM (SELECT DISTINCT record.speaker
        FROM proposal p JOIN record ON record.id = p.record
        WHERE p.sector = sector.id ORDER BY 1)), '[]') AS speakers,  -- [speaker]: who proposes it
    (SELECT record.date FROM proposal p JOIN record ON record.id = p.record
        WHERE p.sector = sector.id ORDER BY date_latest NULLS LAST, position LIMIT 1) AS first,  -- date: the first proposal
    (SELECT record.date FROM proposal p JOIN record ON record.id = p.record
        WHERE p.sector = sector.id ORDER BY date_latest DESC NULLS LAST, position DESC LIMIT 1) AS last,  -- date: the latest proposal
    coalesce((SELECT json_group_array(value) FROM (SELECT DISTINCT each.value
        FROM proposal p JOIN record ON record.id = p.record, json_each(record.articles) each
        WHERE p.sector = sector.id ORDER BY 1)), '[]') AS articles,  -- [article]: the articles that report them
    coalesce((SELECT json_group_array(value) FROM (SELECT DISTINCT each.value
        FROM proposal p JOIN record ON record.id = p.record, json_each(record.origins) each
        WHERE p.sector = sector.id ORDER BY 1)), '[]') AS origins  -- [organization]: the agencies whose reports these are
FROM sector;

CREATE VIEW projects AS SELECT
    records.*,
    place,          -- region: where it is or will be, if the article says so
    stage           -- word: idea, negotiation, planned, construction, operating or unclear
FROM records JOIN project ON record = id;

CREATE VIEW agreements AS SELECT
    records.*,
    parties,        -- [party]: the regions and organizations that are bound
    signed,         -- date: when it was signed
    subject,        -- [text]: what it is about
    term            -- text: how long it is in force
FROM records JOIN agreement ON record = id;

CREATE VIEW trade AS SELECT
    records.*,
    region,         -- region: whose trade it is
    partner,        -- region: with whom
    period,         -- date: the window that the figure covers
    flow,           -- word: turnover, export (region to partner), import, balance, investment or contracts
    value,          -- number: the printed figure, in `unit`; null if only a change or a sign is printed
    low,            -- number: the least value that the hedge and the printed digits allow
    high,           -- number: the greatest value that they allow
    unit,           -- text: the unit of value, low and high, such as USD
    hedge,          -- word: the word that softens the figure: almost, about, over ...
    sign,           -- word: surplus or deficit, of a balance; the value of a deficit is below zero
    change,         -- number: the printed change against another period
    change_kind,    -- word: percent (72.5: up by 72.5 %), index (107.5: to 107.5 % of) or multiple (1.4: times)
    against,        -- date: the period that the change is measured against
    against_text,   -- text: the words the article says that with
    basis           -- word: actual, target or forecast; derived if no article prints the figure
FROM records JOIN trade_figure ON record = id;

-- What follows from the figures of trade. The table of derived figures has the columns of the view `trade`.

CREATE TABLE derived_figure (
    id TEXT PRIMARY KEY, kind TEXT, title TEXT, date TEXT, date_text TEXT, date_earliest TEXT, date_latest TEXT,
    year_stated BOOLEAN, date_basis TEXT, regions JSON, people JSON, organizations JSON, sectors JSON, status TEXT,
    speaker TEXT, side TEXT, articles JSON, origins JSON, quote TEXT, said_at TEXT, related JSON, note TEXT,
    region TEXT, partner TEXT, period TEXT, flow TEXT, value NUMERIC, low NUMERIC, high NUMERIC, unit TEXT, hedge TEXT,
    sign TEXT, change NUMERIC, change_kind TEXT, against TEXT, against_text TEXT, basis TEXT
) WITHOUT ROWID;
CREATE INDEX derived_figure_region ON derived_figure (region);
CREATE TABLE derivation (
    id TEXT PRIMARY KEY, measure TEXT, formula TEXT, inputs JSON, stands_for TEXT, at_certain BOOLEAN
) WITHOUT ROWID;
CREATE INDEX derivation_input ON derivation (json_extract(inputs, '$[0]'));
CREATE TABLE identity (
    identity TEXT, region TEXT, partner TEXT, period TEXT, basis TEXT, flow TEXT, unit TEXT, against TEXT,
    stated NUMERIC, hedge TEXT, sign TEXT, computed NUMERIC, residual NUMERIC, tolerance NUMERIC, verdict TEXT,
    inputs JSON, articles JSON, origins JSON
);
CREATE INDEX identity_input ON identity (json_extract(inputs, '$[0]'));
CREATE INDEX identity_region ON identity (region);

CREATE VIEW derived AS SELECT
    trade.*,
    measure,        -- word: balance, base (of a change), share (of export) or change (between like windows)
    formula,        -- text: how `value` follows from the inputs
    inputs,         -- [record]: the figures that it follows from, in the order of the formula
    stands_for      -- word: actual, target or forecast: what its basis would be, were it printed
FROM derived_figure AS trade JOIN derivation USING (id);

CREATE VIEW reconciliation AS SELECT
    identity,       -- word: what must hold: turnover = export + import, sign of the balance ...
    region,         -- region: whose trade it is
    partner,        -- region: with whom
    period,         -- date: the window of what is stated
    basis,          -- word: actual, target or forecast
    flow,           -- word: what is stated: turnover, balance, or of a growth any flow
    unit,           -- text: the unit of the numbers
    against,        -- date: of a growth, the window of the recorded base
    stated,         -- number: the printed figure that is tested; null where only a sign is printed
    hedge,          -- word: the word that softens it
    sign,           -- word: the printed sign that is tested: surplus or deficit
    computed,       -- number: what the other inputs give for it
    residual,       -- number: stated less computed
    tolerance,      -- number: how far from zero the bounds of all inputs let the residual lie; null if they are open
    verdict,        -- word: holds, if all inputs can be right within their bounds, or fails
    inputs,         -- [record]: the figure that is tested, then those that it is computed from
    articles,       -- [article]: which articles report them
    origins         -- [organization]: the agencies whose reports these are
FROM identity;

CREATE VIEW goods AS SELECT
    records.*,
    name,           -- text: the good, as printed
    region,         -- region: whose trade it is
    partner,        -- region: with whom
    flow,           -- word: export (region to partner) or import
    hs              -- text: its chapter of the Harmonized System, where certain
FROM records JOIN traded_good ON record = id;

CREATE VIEW counts AS SELECT
    records.*,
    value,          -- number: the printed number, in `unit`; null where only words are printed
    low,            -- number: the least that the words allow
    high,           -- number: the greatest that they allow
    value_text,     -- text: the printed words
    unit,           -- text: what one of them is
    hedge,          -- word: the word that softens the number
    of              -- text: what is counted
FROM records JOIN count ON record = id;

CREATE VIEW remarks AS SELECT
    records.*
FROM records WHERE kind = 'remark';

CREATE VIEW conflicts AS SELECT
    records.*,
    field,          -- word: the field that articles tell differently, a column of the view of its kind
    (SELECT type FROM dictionary WHERE view IN (kind, kind || 's') AND name = field) AS type,  -- word: the type of that column
    verdict,        -- word: conflict, revised or agree
    used,           -- article: the one whose value answers give; null if they give none of these
    (SELECT json_group_array(json(each)) FROM (SELECT json_object(
        'value', value, 'low', low, 'high', high, 'unit', unit, 'hedge', hedge, 'sign', sign, 'article', article,
        'publisher', publisher, 'agency', agency, 'published', published,
        'quote', mention.quote, 'file', mention.file, 'line', line
    ) AS each FROM told JOIN mention USING (record, article) JOIN article ON article.id = article
        WHERE record = records.id AND told.field = conflict.field ORDER BY age)) AS told  -- [told]: what each article states, the oldest first
FROM records JOIN conflict ON record = records.id;

CREATE VIEW people AS SELECT
    id,             -- id: the person's own id
    name,           -- text: the name
    side,           -- word: KZ or BY
    spellings,      -- [text]: the name as the articles print it
    aliases,        -- [text]: the name in other languages and spellings
    roles,          -- [role]: every title the articles give, each with its article
    (SELECT count(*) FROM record_person JOIN record ON record.id = record
        WHERE person = person.id) AS records,  -- number: the records that name the person
    coalesce((SELECT json_group_array(article) FROM (SELECT DISTINCT mention.article
        FROM record_person named JOIN record ON record.id = named.record JOIN mention ON mention.record = record.id
        WHERE named.person = person.id ORDER BY 1)), '[]') AS articles,  -- [article]: the articles that report them
    coalesce((SELECT json_group_array(agency) FROM (SELECT DISTINCT article.agency
        FROM record_person named JOIN record ON record.id = named.record
        JOIN mention ON mention.record = record.id JOIN article ON article.id = mention.article
        WHERE named.person = person.id ORDER BY 1)), '[]') AS origins  -- [organization]: the agencies whose reports these are
FROM person;

CREATE VIEW organizations AS SELECT
    id,             -- id: its own id
    name,           -- text: its name
    type,           -- text: what it is: company, embassy, news agency ...
    side,           -- word: KZ or BY, if it belongs to one country
    region,         -- region: where it is seated, if the articles tell
    spellings,      -- [text]: its name as the articles print it
    aliases,        -- [text]: its other names
    (SELECT count(*) FROM record_organization JOIN record ON record.id = record
        WHERE organization = organization.id) AS records,  -- number: the records that name it
    coalesce((SELECT json_group_array(article) FROM (SELECT DISTINCT mention.article
        FROM record_organization named JOIN record ON record.id = named.record JOIN mention ON mention.record = record.id
        WHERE named.organization = organization.id ORDER BY 1)), '[]') AS articles,  -- [article]: the articles that report them
    coalesce((SELECT json_group_array(agency) FROM (SELECT DISTINCT article.agency
        FROM record_organization named JOIN record ON record.id = named.record
        JOIN mention ON mention.record = record.id JOIN article ON article.id = mention.article
        WHERE named.organization = organization.id ORDER BY 1)), '[]') AS origins  -- [organization]: the agencies whose reports these are
FROM organization;

CREATE VIEW regions AS SELECT
    region.id,      -- id: ISO 3166-1 or 3166-2 code; towns have a word of their own
    region.name,    -- text: its English name
    region.type,    -- word: country, oblast, city (first-level), district or town
    region.within,  -- region: what it lies in
    region.capital, -- text: its administrative centre
    region.names,   -- [text]: every spelling known, in Latin and Cyrillic
    region.formerly,    -- [former]: the names it no longer has, each with the year of its end
    region.split_from,  -- {split}: the region it was split from, and when
    (SELECT count(DISTINCT record.id)
        FROM inside JOIN record_region ON record_region.region = part JOIN record ON record.id = record_region.record
        WHERE whole = region.id AND kind = 'meeting') AS meetings,  -- number: meetings in or about it
    (SELECT count(DISTINCT record.id)
        FROM inside JOIN record_region ON record_region.region = part JOIN record ON record.id = record_region.record
        WHERE whole = region.id AND kind = 'plan') AS plans,  -- number: plans about it
    (SELECT count(DISTINCT record.id)
        FROM inside JOIN record_region ON record_region.region = part JOIN record ON record.id = record_region.record
        WHERE whole = region.id AND kind = 'proposal') AS proposals,  -- number: proposals about it
    (SELECT count(DISTINCT record.id)
        FROM inside JOIN record_region ON record_region.region = part JOIN record ON record.id = record_region.record
        WHERE whole = region.id AND kind = 'trade') AS trade,  -- number: figures of its trade
    (SELECT count(DISTINCT record.id)
        FROM inside JOIN record_region ON record_region.region = part JOIN record ON record.id = record_region.record
        WHERE whole = region.id) AS records,  -- number: all records about it
    coalesce((SELECT json_group_array(article) FROM (SELECT DISTINCT mention.article
        FROM inside place JOIN record_region about ON about.region = place.part
        JOIN record ON record.id = about.record JOIN mention ON mention.record = record.id
        WHERE place.whole = region.id ORDER BY 1)), '[]') AS articles,  -- [article]: the articles that report them
    coalesce((SELECT json_group_array(agency) FROM (SELECT DISTINCT article.agency
        FROM inside place JOIN record_region about ON about.region = place.part JOIN record ON record.id = about.record
        JOIN mention ON mention.record = record.id JOIN article ON article.id = mention.article
        WHERE place.whole = region.id ORDER BY 1)), '[]') AS origins  -- [organization]: the agencies whose reports these are
FROM region;

CREATE VIEW articles AS SELECT
    id,             -- id: its own id
    headline,       -- text: its headline, as the page's address spells it
    file,           -- text: the name of its text among the seeds
    sha256,         -- text: the checksum of that text
    url,            -- text: its address
    publisher,      -- organization: who published it
    agency,         -- organization: whose report it is; articles of one agency are one origin
    language,       -- text: ISO 639-1 code
    dateline,       -- text: where it was filed, as printed
    published,      -- date: its day, or the first and last day it can be
    dating,         -- text: how its date and the year of its events are known
    (SELECT count(*) FROM mention JOIN record ON record.id = record
        WHERE article = article.id) AS records  -- number: the records it is the source of
FROM article;

-- What the views above leave out, for whoever takes the dataset elsewhere.

CREATE VIEW mentions AS SELECT
    record,         -- record: what is reported
    article,        -- article: by which article
    quote,          -- text: its words that pin it, at most eight
    file,           -- text: the file of the dataset that records it
    line            -- number: the line there
FROM mention;

CREATE VIEW places AS SELECT
    record,         -- record: what is told
    region          -- region: a region, city, district or town that it is about; `regions` has the codes of these
FROM record_region;

CREATE VIEW links AS SELECT
    record,         -- record: where the link leads from
    field,          -- text: what it is: said_at, related or fulfilled_by, of any article that reports the record
    target          -- record: where it leads
FROM link;

CREATE VIEW names AS SELECT
    kind,           -- text: what is called so: region, sector, person or organization
    id,             -- id: which of these
    rank,           -- number: 0 for the usual name, then as the vocabularies have them; the last is the id
    text            -- text: the name, in any script
FROM name WHERE kind <> 'article' AND kind <> 'record';
