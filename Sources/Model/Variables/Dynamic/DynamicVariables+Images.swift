extension DynamicVariables {
    /// Addresses of pictures, 640 by 480, and a picture that needs no address.
    func image(_ kind: String) -> String? {
        switch kind {
        case "AvatarImage": "https://robohash.org/\(ambience.hexadecimal(12)).png?size=128x128"
        case "ImageUrl": picture(nil)
        case "AbstractImage": picture("abstract")
        case "AnimalsImage": picture("animals")
        case "BusinessImage": picture("business")
        case "CatsImage": picture("cats")
        case "CityImage": picture("city")
        case "FoodImage": picture("food")
        case "NightlifeImage": picture("nightlife")
        case "FashionImage": picture("fashion")
        case "PeopleImage": picture("people")
        case "NatureImage": picture("nature")
        case "SportsImage": picture("sports")
        case "TransportImage": picture("transport")
        case "ImageDataUri": dataURI
        default: nil
        }
    }

    /// Returns the address that Postman uses for a subject.
    private func picture(_ subject: String?) -> String {
        "http://placeimg.com/640/480" + (subject.map { "/" + $0 } ?? "")
    }

    private var dataURI: String {
        let color = ambience.hexadecimal(6)
        return "data:image/svg+xml;charset=UTF-8,%3Csvg%20xmlns%3D%22http%3A%2F%2Fwww.w3.org%2F2000"
            + "%2Fsvg%22%20width%3D%22640%22%20height%3D%22480%22%3E%3Crect%20width%3D%22100%25%22"
            + "%20height%3D%22100%25%22%20fill%3D%22%23\(color)%22%2F%3E%3C%2Fsvg%3E"
    }
}
