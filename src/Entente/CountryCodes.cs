using System.Collections.Frozen;

namespace Entente;

/// <summary>
/// The codes of countries: ISO 3166-1 alpha-3, with XKX for Kosovo as the World Bank has it, and the other codes under
/// which the same country is met. Safe from several threads.
/// </summary>
public static class CountryCodes
{
    /// <summary>By convention the code of the countries that a world does not have; nobody governs them together.</summary>
    public const string RestOfWorld = "ROW";

    private static readonly FrozenDictionary<string, string> Names = Rows().ToFrozenDictionary(row => row[0], row => row[2]);

    /// <summary>Two-letter codes of ISO 3166-1, those of Eurostat, and codes that were in use before.</summary>
    private static readonly FrozenDictionary<string, string> Others = new Dictionary<string, string>(
        Rows().Select(row => KeyValuePair.Create(row[1], row[0]))
    )
    {
        ["ROM"] = "ROU",
        ["KSV"] = "XKX",
        ["XKO"] = "XKX",
        ["KOS"] = "XKX",
        ["UNK"] = "XKX",
        ["TMP"] = "TLS",
        ["ZAR"] = "COD",
        ["BUR"] = "MMR",
        ["WBG"] = "PSE",
        ["EL"] = "GRC",
        ["UK"] = "GBR",
    }.ToFrozenDictionary();

    /// <summary>The alpha-3 code of the country that a code stands for; null where it is none of a country.</summary>
    /// <param name="code">An alpha-3 or alpha-2 code or an older one, in capitals.</param>
    public static string? Alpha3(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Names.ContainsKey(code) ? code : Others.GetValueOrDefault(code);
    }

    /// <summary>The short English name of a country; null where the code is none.</summary>
    /// <param name="code">As <see cref="Alpha3"/> takes it.</param>
    public static string? Name(string code) => Alpha3(code) is { } known ? Names[known] : null;

    /// <summary>
    /// The fault of a name that a world does not know, with what was expected: the country under another code or by its name, or
    /// the rest of the world that it lies in, or else the name that was probably meant.
    /// </summary>
    /// <param name="place">Where it stands; null where no file is involved.</param>
    /// <param name="found">What was found, e.g. <c>unknown country 'IRN'</c>.</param>
    /// <param name="expected">What was expected, e.g. <c>one the world has</c>.</param>
    /// <param name="word">The name alone.</param>
    /// <param name="world">The world.</param>
    /// <param name="known">All names that would have done: codes of countries, and groups where they are taken.</param>
    public static Fault Unknown(Place? place, string found, string expected, string word, World world, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(world);
        var code = Alpha3(word.ToUpperInvariant());
        var same = world.Countries.FirstOrDefault(c =>
            (code is not null && Alpha3(c.Code) == code) || string.Equals(c.Name, word, StringComparison.OrdinalIgnoreCase)
        );
        if (same is not null)
            return new Fault(place, found, Spelling.Meant(expected, same.Code));
        // Lower case is as likely a word that was misspelt.
        if (code is null || word.Length != 3 || word.Any(char.IsLower))
            return new Fault(place, found, Spelling.Expected(expected, word, known));
        return world.TryCountry(RestOfWorld, out _)
            ? new Fault(place, found, $"{expected}; {Names[code]} is inside {RestOfWorld} in this world and can be carved out of it")
            {
                Remedy = Remedy.CountryOfItsOwn,
            }
            : new Fault(place, found, $"{expected}; {Names[code]} is none of them");
    }

    private static IEnumerable<string[]> Rows() => Table.Split('\n').Select(line => line.Trim().Split(' ', 3));

    private const string Table = """
        ABW AW Aruba
        AFG AF Afghanistan
        AGO AO Angola
        AIA AI Anguilla
        ALA AX Åland Islands
        ALB AL Albania
        AND AD Andorra
        ARE AE United Arab Emirates
        ARG AR Argentina
        ARM AM Armenia
        ASM AS American Samoa
        ATA AQ Antarctica
        ATF TF French Southern Territories
        ATG AG Antigua and Barbuda
        AUS AU Australia
        AUT AT Austria
        AZE AZ Azerbaijan
        BDI BI Burundi
        BEL BE Belgium
        BEN BJ Benin
        BES BQ Bonaire, Sint Eustatius and Saba
        BFA BF Burkina Faso
        BGD BD Bangladesh
        BGR BG Bulgaria
        BHR BH Bahrain
        BHS BS Bahamas
        BIH BA Bosnia and Herzegovina
        BLM BL Saint Barthélemy
        BLR BY Belarus
        BLZ BZ Belize
        BMU BM Bermuda
        BOL BO Bolivia
        BRA BR Brazil
        BRB BB Barbados
        BRN BN Brunei Darussalam
        BTN BT Bhutan
        BVT BV Bouvet Island
        BWA BW Botswana
        CAF CF Central African Republic
        CAN CA Canada
        CCK CC Cocos (Keeling) Islands
        CHE CH Switzerland
        CHL CL Chile
        CHN CN China
        CIV CI Côte d'Ivoire
        CMR CM Cameroon
        COD CD the Democratic Republic of the Congo
        COG CG the Republic of the Congo
        COK CK Cook Islands
        COL CO Colombia
        COM KM Comoros
        CPV CV Cabo Verde
        CRI CR Costa Rica
        CUB CU Cuba
        CUW CW Curaçao
        CXR CX Christmas Island
        CYM KY Cayman Islands
        CYP CY Cyprus
        CZE CZ Czechia
        DEU DE Germany
        DJI DJ Djibouti
        DMA DM Dominica
        DNK DK Denmark
        DOM DO Dominican Republic
        DZA DZ Algeria
        ECU EC Ecuador
        EGY EG Egypt
        ERI ER Eritrea
        ESH EH Western Sahara
        ESP ES Spain
        EST EE Estonia
        ETH ET Ethiopia
        FIN FI Finland
        FJI FJ Fiji
        FLK FK Falkland Islands (Malvinas)
        FRA FR France
        FRO FO Faroe Islands
        FSM FM Micronesia
        GAB GA Gabon
        GBR GB United Kingdom
        GEO GE Georgia
        GGY GG Guernsey
        GHA GH Ghana
        GIB GI Gibraltar
        GIN GN Guinea
        GLP GP Guadeloupe
        GMB GM Gambia
        GNB GW Guinea-Bissau
        GNQ GQ Equatorial Guinea
        GRC GR Greece
        GRD GD Grenada
        GRL GL Greenland
        GTM GT Guatemala
        GUF GF French Guiana
        GUM GU Guam
        GUY GY Guyana
        HKG HK Hong Kong
        HMD HM Heard Island and McDonald Islands
        HND HN Honduras
        HRV HR Croatia
        HTI HT Haiti
        HUN HU Hungary
        IDN ID Indonesia
        IMN IM Isle of Man
        IND IN India
        IOT IO British Indian Ocean Territory
        IRL IE Ireland
        IRN IR Iran
        IRQ IQ Iraq
        ISL IS Iceland
        ISR IL Israel
        ITA IT Italy
        JAM JM Jamaica
        JEY JE Jersey
        JOR JO Jordan
        JPN JP Japan
        KAZ KZ Kazakhstan
        KEN KE Kenya
        KGZ KG Kyrgyzstan
        KHM KH Cambodia
        KIR KI Kiribati
        KNA KN Saint Kitts and Nevis
        KOR KR South Korea
        KWT KW Kuwait
        LAO LA Laos
        LBN LB Lebanon
        LBR LR Liberia
        LBY LY Libya
        LCA LC Saint Lucia
        LIE LI Liechtenstein
        LKA LK Sri Lanka
        LSO LS Lesotho
        LTU LT Lithuania
        LUX LU Luxembourg
        LVA LV Latvia
        MAC MO Macao
        MAF MF Saint Martin (French part)
        MAR MA Morocco
        MCO MC Monaco
        MDA MD Moldova
        MDG MG Madagascar
        MDV MV Maldives
        MEX MX Mexico
        MHL MH Marshall Islands
        MKD MK North Macedonia
        MLI ML Mali
        MLT MT Malta
        MMR MM Myanmar
        MNE ME Montenegro
        MNG MN Mongolia
        MNP MP Northern Mariana Islands
        MOZ MZ Mozambique
        MRT MR Mauritania
        MSR MS Montserrat
        MTQ MQ Martinique
        MUS MU Mauritius
        MWI MW Malawi
        MYS MY Malaysia
        MYT YT Mayotte
        NAM NA Namibia
        NCL NC New Caledonia
        NER NE Niger
        NFK NF Norfolk Island
        NGA NG Nigeria
        NIC NI Nicaragua
        NIU NU Niue
        NLD NL Netherlands
        NOR NO Norway
        NPL NP Nepal
        NRU NR Nauru
        NZL NZ New Zealand
        OMN OM Oman
        PAK PK Pakistan
        PAN PA Panama
        PCN PN Pitcairn
        PER PE Peru
        PHL PH Philippines
        PLW PW Palau
        PNG PG Papua New Guinea
        POL PL Poland
        PRI PR Puerto Rico
        PRK KP North Korea
        PRT PT Portugal
        PRY PY Paraguay
        PSE PS Palestine
        PYF PF French Polynesia
        QAT QA Qatar
        REU RE Réunion
        ROU RO Romania
        RUS RU Russia
        RWA RW Rwanda
        SAU SA Saudi Arabia
        SDN SD Sudan
        SEN SN Senegal
        SGP SG Singapore
        SGS GS South Georgia and the South Sandwich Islands
        SHN SH Saint Helena, Ascension and Tristan da Cunha
        SJM SJ Svalbard and Jan Mayen
        SLB SB Solomon Islands
        SLE SL Sierra Leone
        SLV SV El Salvador
        SMR SM San Marino
        SOM SO Somalia
        SPM PM Saint Pierre and Miquelon
        SRB RS Serbia
        SSD SS South Sudan
        STP ST Sao Tome and Principe
        SUR SR Suriname
        SVK SK Slovakia
        SVN SI Slovenia
        SWE SE Sweden
        SWZ SZ Eswatini
        SXM SX Sint Maarten (Dutch part)
        SYC SC Seychelles
        SYR SY Syria
        TCA TC Turks and Caicos Islands
        TCD TD Chad
        TGO TG Togo
        THA TH Thailand
        TJK TJ Tajikistan
        TKL TK Tokelau
        TKM TM Turkmenistan
        TLS TL Timor-Leste
        TON TO Tonga
        TTO TT Trinidad and Tobago
        TUN TN Tunisia
        TUR TR Türkiye
        TUV TV Tuvalu
        TWN TW Taiwan
        TZA TZ Tanzania
        UGA UG Uganda
        UKR UA Ukraine
        UMI UM United States Minor Outlying Islands
        URY UY Uruguay
        USA US United States
        UZB UZ Uzbekistan
        VAT VA Holy See (Vatican City State)
        VCT VC Saint Vincent and the Grenadines
        VEN VE Venezuela
        VGB VG Virgin Islands, British
        VIR VI the U.S. Virgin Islands
        VNM VN Vietnam
        VUT VU Vanuatu
        WLF WF Wallis and Futuna
        WSM WS Samoa
        XKX XK Kosovo
        YEM YE Yemen
        ZAF ZA South Africa
        ZMB ZM Zambia
        ZWE ZW Zimbabwe
        """;
}
