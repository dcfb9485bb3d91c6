extension DynamicVariables {
    /// Addresses and positions.
    func place(_ kind: String) -> String? {
        switch kind {
        case "City": city
        case "StreetName": streetName
        case "StreetAddress": "\(ambience.number(1...9999)) \(streetName)"
        case "Country": ambience.pick(Words.countries)
        case "CountryCode": ambience.pick(Words.countryCodes)
        case "Latitude": ambience.decimal(-900_000...900_000, places: 4)
        case "Longitude": ambience.decimal(-1_800_000...1_800_000, places: 4)
        default: nil
        }
    }

    private var city: String {
        let name = ambience.pick(Words.cityBeginnings) + ambience.pick(Words.cityEndings)
        return ambience.number(0...3) == 0 ? ambience.pick(Words.cityPrefixes) + " " + name : name
    }

    private var streetName: String {
        let name = ambience.pick(ambience.number(0...1) == 0 ? Words.lastNames : Words.streetWords)
        return name + " " + ambience.pick(Words.streetSuffixes)
    }
}
