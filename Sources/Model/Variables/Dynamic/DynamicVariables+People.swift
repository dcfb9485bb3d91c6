extension DynamicVariables {
    /// Names, jobs and telephones.
    func person(_ kind: String) -> String? {
        switch kind {
        case "FirstName": ambience.pick(Words.firstNames)
        case "LastName": ambience.pick(Words.lastNames)
        case "FullName": fullName
        case "NamePrefix": ambience.pick(Words.namePrefixes)
        case "NameSuffix": ambience.pick(Words.nameSuffixes)
        case "JobArea": ambience.pick(Words.jobAreas)
        case "JobDescriptor": ambience.pick(Words.jobDescriptors)
        case "JobType": ambience.pick(Words.jobTypes)
        case "JobTitle":
            [Words.jobDescriptors, Words.jobAreas, Words.jobTypes].map(ambience.pick)
                .joined(separator: " ")
        case "PhoneNumber": phoneNumber
        case "PhoneNumberExt": "\(ambience.number(1...99))-\(phoneNumber)"
        default: nil
        }
    }

    private var fullName: String {
        let name = ambience.pick(Words.firstNames) + " " + ambience.pick(Words.lastNames)
        return switch ambience.number(0...9) {
        case 0: ambience.pick(Words.namePrefixes) + " " + name
        case 1: name + " " + ambience.pick(Words.nameSuffixes)
        default: name
        }
    }

    private var phoneNumber: String {
        "\(ambience.digits(3))-\(ambience.digits(3))-\(ambience.digits(4))"
    }
}
