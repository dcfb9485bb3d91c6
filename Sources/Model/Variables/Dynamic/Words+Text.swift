// A table of words; it may be longer than other files.

extension Words {
    static let abbreviations = WordList(
        words: """
            ADP AGP AI API ASCII CLI COM CPU CSS DNS DRAM EXE FTP GB GPU GUI HDD HTML HTTP IB IMAP IP
            JBOD JSON LAN LDAP MMS NTP OCR PCI PNG RAM REST ROM RSS SAS SCSI SDD SDK SIP SMS SMTP SQL
            SSD SSH SSL TCP THX TLS TOML UDP URI URL USB UTF VLAN VM VPN WAN XML XSS YAML ZIP
            """)
    static let technologyAdjectives = WordList(
        words: """
            auxiliary back-end bare-metal binary bluetooth cached cloud-native cross-platform digital
            distributed encrypted front-end haptic headless idle immutable legacy lossless mobile
            multi-byte neural nightly offline online open-source optical parallel portable primary
            redundant remote scalable sharded solid-state stateless transient verbose virtual
            wireless
            """)
    static let technologyNouns = WordList(
        words: """
            adapter alarm antenna application array bandwidth board bus cache capacitor card circuit
            cluster compiler container database disk driver endpoint feed firewall firmware gateway
            hash interface kernel matrix microchip modem monitor network packet panel parser pixel
            port printer program protocol proxy queue router scheduler sensor server socket stream
            switch system terminal thread token transmitter tunnel
            """)
    static let technologyVerbs = WordList(
        words: """
            allocate back-up benchmark boot bypass cache calculate clone compile compress connect
            copy debug decode decrypt deploy encode encrypt flash generate hash index input install
            mount navigate override package parse patch ping program quantify query reboot refactor
            replicate reset scan serialize stream synthesize throttle transmit unmount
            """)
    static let technologyActivities = WordList(
        words: """
            allocating backing-up benchmarking booting bypassing caching calculating cloning
            compiling compressing connecting copying debugging decoding decrypting deploying
            encoding encrypting flashing generating hashing indexing installing mounting navigating
            overriding packaging parsing patching pinging programming quantifying querying rebooting
            replicating scanning serializing streaming synthesizing throttling transmitting
            """)
    static let databaseColumns = WordList(
        words: """
            account_id active address amount avatar balance category city comment country created_at
            created_by currency description discount due_date email group hash height id image
            is_deleted language name notes order_id owner_id parent_id password phone position price
            priority quantity rank role slug sort_order status tags title token type updated_at url
            username version weight
            """)
    static let databaseTypes = WordList(
        words: """
            bigint binary bit blob boolean char date datetime decimal double enum float geometry int
            json mediumint mediumtext numeric point real set smallint text time timestamp tinyint
            varbinary varchar year
            """)
    static let databaseCollations = WordList(
        words: """
            ascii_bin ascii_general_ci cp1250_bin cp1250_general_ci latin1_swedish_ci utf8_bin
            utf8_general_ci utf8_unicode_ci utf8mb4_bin utf8mb4_general_ci utf8mb4_unicode_ci
            """)
    static let databaseEngines = WordList(
        words: "ARCHIVE BLACKHOLE CSV FEDERATED InnoDB MEMORY MERGE MyISAM NDB RocksDB")
    static let latin = WordList(
        words: """
            ab ad aequus ager albus aliquis altus amet amicus amor animus annus ante aqua arbor ars
            atque audax aut bellum bene bonus brevis caelum campus carmen casa causa celer civis
            clarus cogito color consul cor corpus cras cum cura dies dignus dolor domus donum dulcis
            dum dux ego enim equus ergo esse est et etiam fabula facilis fama fatum felix fides
            filius finis flamma flos flumen fons forma fortis frater fuga gaudium gens genus gladius
            gratia gravis habet herba hic hodie homo hora hortus hostis iam idem ignis imago inter
            ipse ipsum iter labor lapis lectus leo levis lex liber littera locus longus lorem luna
            lux magister magnus manus mare mater medius memoria mens mensa mihi mirus modus mons mora
            mox multus mundus murus natura navis nemo nihil nobis nomen non noster novus nox numerus
            nunc oculus omnis opus orbis ordo otium panis pars parvus pater pax per pes placet poeta
            pons populus porta post primus pro puer quaero qualis quam quies quis quod ratio regina
            res rex ripa rosa saepe salus sanus sapiens saxum scientia semper senex sensus sermo
            silva sit sol somnus sonus spes stella studium summus tacitus tamen tandem tantus tempus
            terra tibi totus tristis tu tum turris umbra unda unus urbs usus vacuus vale vallis ventus
            ver verbum veritas vesper vetus via victor videt villa vinum vir vis vita vivus vox
            """)
}
