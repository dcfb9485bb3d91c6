// A table of words; it may be longer than other files.

extension Words {
    static let cityPrefixes = WordList(
        words: "North South East West New Old Upper Lower Port Lake Mount Fort Saint")
    static let cityBeginnings = WordList(
        words: """
            Alder Amber Ash Barrow Beacon Birch Black Bram Bright Brook Canter Castle Cedar Clear
            Cold Copper Crow Dale Deer Dun Elm Ever Fair Fern Fox Glen Gold Granite Green Hart Hawk
            Hazel Heron High Hollow Iron Kings Lang Linden Long Maple Marble Meadow Mill Moor Oak
            Otter Peak Pine Queens Raven Red River Rock Rose Salt Silver Spring Stone Summer Swan
            Thorn Timber Wald White Wild Willow Winter Wolf
            """)
    static let cityEndings = WordList(
        words: """
            berg borough bridge burgh bury by cliff dale field ford gate ham haven hill holm hurst
            land leigh mere minster mouth port shire side stead stow ton town view ville wick wood
            worth
            """)
    static let streetWords = WordList(
        words: """
            Abbey Acorn Bakers Bishop Canal Chapel Cherry Church Depot Factory Ferry Garden Harbor
            Hill Laurel Lighthouse Maple Market Meadow Mill Museum Orchard Park Poplar Quarry Railway
            School Spruce Station Sunset Temple Tower Valley Walnut Water Windmill
            """)
    static let streetSuffixes = WordList(
        words: """
            Alley Avenue Boulevard Bypass Circle Close Court Crescent Crossing Drive Gardens Grove
            Heights Hill Lane Loop Mews Parkway Passage Path Place Plaza Ridge Road Row Square Street
            Terrace Trail Turnpike View Walk Way
            """)
    static let countries = WordList(
        lines: """
            Albania
            Algeria
            Andorra
            Angola
            Argentina
            Armenia
            Australia
            Austria
            Azerbaijan
            Bahamas
            Bahrain
            Bangladesh
            Barbados
            Belgium
            Belize
            Benin
            Bhutan
            Bolivia
            Botswana
            Brazil
            Bulgaria
            Cambodia
            Cameroon
            Canada
            Cape Verde
            Chile
            China
            Colombia
            Costa Rica
            Croatia
            Cuba
            Cyprus
            Czechia
            Denmark
            Dominican Republic
            Ecuador
            Egypt
            El Salvador
            Estonia
            Ethiopia
            Fiji
            Finland
            France
            Gabon
            Georgia
            Germany
            Ghana
            Greece
            Guatemala
            Haiti
            Honduras
            Hungary
            Iceland
            India
            Indonesia
            Ireland
            Israel
            Italy
            Jamaica
            Japan
            Jordan
            Kazakhstan
            Kenya
            Kuwait
            Laos
            Latvia
            Lebanon
            Lesotho
            Lithuania
            Luxembourg
            Madagascar
            Malawi
            Malaysia
            Malta
            Mauritius
            Mexico
            Monaco
            Mongolia
            Morocco
            Mozambique
            Namibia
            Nepal
            Netherlands
            New Zealand
            Nicaragua
            Nigeria
            Norway
            Oman
            Pakistan
            Panama
            Paraguay
            Peru
            Philippines
            Poland
            Portugal
            Qatar
            Romania
            Rwanda
            Samoa
            Saudi Arabia
            Senegal
            Serbia
            Singapore
            Slovakia
            Slovenia
            South Africa
            South Korea
            Spain
            Sri Lanka
            Sweden
            Switzerland
            Tanzania
            Thailand
            Togo
            Tonga
            Tunisia
            Turkey
            Uganda
            Ukraine
            United Arab Emirates
            United Kingdom
            United States of America
            Uruguay
            Vietnam
            Zambia
            Zimbabwe
            """)
    static let countryCodes = WordList(
        words: """
            AD AE AL AM AO AR AT AU AZ BB BD BE BG BH BJ BO BR BS BT BW BZ CA CH CL CM CN CO CR CU CV
            CY CZ DE DK DO DZ EC EE EG ES ET FI FJ FR GA GB GE GH GR GT HN HR HT HU ID IE IL IN IS IT
            JM JO JP KE KH KR KW KZ LA LB LK LS LT LU LV MA MC MG MN MT MU MW MX MY MZ NA NG NI NL NO
            NP NZ OM PA PE PH PK PL PT PY QA RO RS RW SA SE SG SI SK SN SV TG TH TN TO TR TZ UA UG US
            UY VN WS ZA ZM ZW
            """)
    /// 128 languages, as many as Newman draws from, by their codes of ISO 639.
    static let locales = WordList(
        words: """
            af ak am ar as az be bg bm bn bo br bs ca cs cy da de dz ee el en eo es et eu fa ff fi fo
            fr fy ga gd gl gu gv ha he hi hr hu hy id ig ii is it ja ka ki kk kl km kn ko ks ky kw lb
            lg ln lo lt lu lv mg mi mk ml mn mr ms mt my nb nd ne nl nn om or os pa pl ps pt qu rm rn
            ro ru rw se sg si sk sl sn so sq sr sv sw ta te tg th ti tk to tr tt ug uk ur uz vi wo xh
            yi yo zh zu ast fil haw mni
            """)
}
