// A table of words; it may be longer than other files.

extension Words {
    static let companySuffixes = WordList(words: "Inc LLC Group Ltd GmbH Partners Holdings")
    static let businessVerbs = WordList(
        words: """
            accelerate align automate benchmark broaden build connect deliver deploy design drive
            enable engage enhance envision evolve expand extend facilitate foster generate grow
            harness incubate innovate integrate iterate leverage maximize mesh monetize nurture
            optimize orchestrate reinvent reshape scale simplify streamline strengthen transform
            unlock
            """)
    static let businessAdjectives = WordList(
        words: """
            adaptive agile ambitious bespoke boundless clean collaborative compelling composable
            connected cross-border data-driven decentralized digital distributed dynamic efficient
            elastic end-to-end enterprise extensible frictionless global granular holistic immersive
            impactful intuitive leading-edge lean modern omnichannel open proactive real-time
            resilient responsive robust scalable seamless sustainable tailored transparent trusted
            unified viral
            """)
    static let businessNouns = WordList(
        words: """
            alliances applications architectures audiences channels communities content deliverables
            ecosystems e-markets experiences frameworks functionalities infrastructures initiatives
            insights interfaces markets metrics mindshare models networks niches outcomes paradigms
            partnerships platforms portals processes roadmaps schemas services solutions strategies
            synergies systems technologies users verticals workflows
            """)
    static let catchPhraseAdjectives = WordList(
        words: """
            Adaptive Advanced Ambient Assimilated Automated Balanced Business-focused Centralized
            Cloned Compatible Configurable Customizable Decentralized Diverse Down-sized Enhanced
            Ergonomic Exclusive Expanded Extended Face-to-face Focused Front-line Fundamental
            Future-proof Grass-roots Horizontal Implemented Innovative Integrated Intuitive Inverse
            Managed Mandatory Monitored Multi-layered Networked Open-source Operative Optional
            Organic Persistent Phased Polarized Proactive Profound Programmable Quality-focused
            Reactive Reduced Reverse-engineered Right-sized Robust Seamless Secured Self-enabling
            Sharable Stand-alone Streamlined Switchable Synchronized Team-oriented Total Universal
            Upgradable User-centric Versatile Virtual Visionary
            """)
    static let catchPhraseDescriptors = WordList(
        lines: """
            24 hour
            24/7
            analyzing
            asymmetric
            asynchronous
            attitude-oriented
            bandwidth-monitored
            client-driven
            client-server
            cohesive
            composite
            content-based
            context-sensitive
            dedicated
            demand-driven
            discrete
            disintermediate
            empowering
            encompassing
            even-keeled
            executive
            explicit
            fault-tolerant
            fresh-thinking
            full-range
            heuristic
            high-level
            homogeneous
            human-resource
            hybrid
            impactful
            incremental
            intangible
            interactive
            intermediate
            leading edge
            local
            logistical
            maximized
            methodical
            mission-critical
            mobile
            modular
            multi-tasking
            national
            needs-based
            neutral
            next generation
            non-volatile
            object-oriented
            optimal
            radical
            real-time
            regional
            responsive
            scalable
            secondary
            stable
            static
            systematic
            tangible
            transitional
            uniform
            user-facing
            value-added
            well-rounded
            zero tolerance
            """)
    static let catchPhraseNouns = WordList(
        lines: """
            ability
            access
            adapter
            algorithm
            alliance
            analyzer
            application
            approach
            archive
            array
            attitude
            benchmark
            capability
            capacity
            challenge
            circuit
            collaboration
            complexity
            concept
            contingency
            core
            database
            definition
            emulation
            encoding
            extranet
            firmware
            flexibility
            forecast
            framework
            function
            groupware
            hardware
            hierarchy
            hub
            implementation
            initiative
            installation
            interface
            knowledge base
            leverage
            matrix
            methodology
            middleware
            migration
            model
            moderator
            monitoring
            neural network
            open system
            orchestration
            paradigm
            parallelism
            policy
            portal
            process improvement
            product
            productivity
            projection
            protocol
            service desk
            software
            solution
            standardization
            strategy
            structure
            success
            support
            synergy
            task force
            throughput
            time frame
            toolset
            utilization
            website
            workforce
            """)
    static let departments = WordList(
        words: """
            Automotive Baby Bakery Beauty Bicycles Books Cameras Clothing Computers Electronics
            Flowers Furniture Games Garden Gifts Grocery Hardware Health Home Industrial Jewelry Kids
            Kitchen Lighting Luggage Movies Music Office Outdoors Pets Shoes Sports Stationery Tools
            Toys Travel Watches
            """)
    static let products = WordList(
        words: """
            Backpack Ball Basket Bench Bicycle Blanket Book Boots Bottle Bowl Bread Cap Car Carpet
            Chair Cheese Clock Computer Couch Cup Curtain Desk Door Drum Fan Fork Glasses Gloves
            Guitar Hammer Hat Helmet Jacket Kettle Keyboard Knife Ladder Lamp Lantern Mirror Mouse
            Mug Notebook Oven Pan Pants Pen Phone Pillow Pizza Plate Radio Salad Sandals Sausages
            Scarf Shelf Shirt Shoes Soap Socks Spoon Sweater Table Teapot Tent Towel Tuna Umbrella
            Vase Wallet Watch
            """)
    static let productAdjectives = WordList(
        words: """
            Affordable Antique Bespoke Classic Compact Durable Elegant Ergonomic Fancy Fantastic
            Foldable Fresh Generic Gorgeous Handcrafted Handmade Heavy Incredible Licensed
            Lightweight Luxurious Modern Oriental Practical Precious Recycled Refined Rustic Simple
            Sleek Small Soft Solid Sturdy Stylish Tasty Unbranded Vintage Waterproof
            """)
    static let productMaterials = WordList(
        words: """
            Aluminum Bamboo Brass Bronze Canvas Ceramic Concrete Copper Cork Cotton Denim Felt Glass
            Granite Leather Linen Marble Metal Nylon Paper Plastic Porcelain Rubber Silk Steel Stone
            Velvet Wicker Wood Wooden Wool
            """)
}
