// A table of words; it may be longer than other files.

extension Words {
    static let firstNames = WordList(
        words: """
            Ada Adele Agnes Alan Albert Alice Amara Amir Anders Anita Anna Anton Aria Arthur Astrid
            Bella Benedict Bjorn Bruno Camille Carlos Carmen Cecil Chloe Clara Colin Cora Daisuke
            Dalia Daniel Daphne David Delia Dmitri Dora Edgar Edith Eleanor Elias Emil Emma Enzo
            Erik Esther Eva Farid Fatima Felix Fiona Florian Frances Freya Gareth Gemma Gideon
            Giulia Grace Greta Hana Hanna Harriet Hector Heidi Henry Hugo Ida Ilse Imogen Ines Ingrid
            Irene Iris Ivan Jakob Jasmine Joan Johan Jonas Jorge Judith Julia Kaito Karen Karim
            Katya Keiko Kenji Lara Lars Leila Lena Leo Liam Linda Lotte Louise Lucas Lydia Mabel
            Magnus Maja Malik Marco Margot Maria Marta Matteo Maya Mei Mikhail Mina Miriam Nadia
            Naomi Nils Nina Noah Nora Olaf Olga Oliver Olivia Omar Oscar Otto Paula Pedro Petra
            Philip Priya Quentin Rafael Rania Ravi Rebecca Rene Rita Robin Rosa Ruben Ruth Samir Sara
            Sebastian Selma Simon Sofia Stella Sven Tara Tariq Tessa Theo Thora Tobias Tomas Ursula
            Vera Victor Viola Walter Wanda Wendy Willem Xenia Yara Yusuf Yvonne Zara Zelda
            """)
    static let lastNames = WordList(
        words: """
            Abbott Acker Adler Ahmed Almeida Amsel Archer Ashby Bach Barlow Becker Bellamy Bergman
            Bianchi Birch Blackwood Boyd Brandt Brooks Buchanan Calder Campos Carver Chandra Chen
            Clark Cohen Cooper Costa Crane Dahl Dalton Davies Deluca Dietrich Dubois Duncan Eastwood
            Eklund Eliot Engel Fairbanks Falk Farrow Ferrari Fischer Fletcher Fontaine Foster Fox
            Gallagher Garcia Gibson Graham Granger Greene Gupta Haas Hale Hansen Harper Hart Haynes
            Heller Hoffman Holm Hughes Ibrahim Iversen Jansen Jensen Johansson Kaplan Keller Khan
            Kim Klein Kowalski Kramer Lambert Larsen Laurent Leclerc Lee Lindgren Lopez Ludwig
            Lundqvist Maclean Marsh Martens Mason Mercer Meyer Moreau Morgan Nakamura Navarro Nguyen
            Nielsen Novak Okafor Olsen Ortega Osborne Park Patel Pearce Pereira Petrov Quinn Ramos
            Reed Reyes Richter Rivera Romano Rossi Rowan Ryan Sandberg Santos Sato Schmidt Schulz
            Sharma Shaw Silva Singh Sokolov Sorensen Stone Suzuki Tanaka Thorne Torres Turner Underhill
            Vance Vargas Vogel Wagner Walsh Watts Weber West Whitaker Wolff Wong Wright Yamada Young
            Zhang Ziegler Zimmer
            """)
    static let namePrefixes = WordList(words: "Mr. Mrs. Ms. Miss Dr.")
    static let nameSuffixes = WordList(words: "Jr. Sr. I II III IV V MD DDS PhD DVM")
    static let jobAreas = WordList(
        words: """
            Accounts Applications Assurance Brand Communications Configuration Creative Data
            Directives Division Factors Functionality Group Identity Implementation Infrastructure
            Integration Interactions Intranet Marketing Markets Metrics Mobility Operations
            Optimization Paradigm Program Quality Research Response Security Solutions Tactics
            Usability Web
            """)
    static let jobDescriptors = WordList(
        words: """
            Central Chief Corporate Customer Direct District Dynamic Forward Future Global Human
            Internal International Investor Lead Legacy National Principal Product Regional Senior
            Junior Deputy Associate
            """)
    static let jobTypes = WordList(
        words: """
            Administrator Agent Analyst Architect Assistant Associate Consultant Coordinator Designer
            Developer Director Engineer Executive Facilitator Liaison Manager Officer Orchestrator
            Planner Producer Representative Specialist Strategist Supervisor Technician
            """)
}
