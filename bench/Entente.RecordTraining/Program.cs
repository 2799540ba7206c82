using Entente.RecordTraining;

// entente-record-training train | measure | speed | show FILE [--places] [--raw FOLDER] [--cache FOLDER] [--write FOLDER]
string? Option(string name) => args.SkipWhile(a => a != name).Skip(1).FirstOrDefault();
var record = Path.Combine(Option("--raw") ?? "../shared", "reference", "record");
switch (args.FirstOrDefault())
{
    case "train":
        Training.Run(record, Option("--cache"), Option("--write") ?? "src/Entente.Record/Models");
        return 0;
    case "measure":
        Measuring.Run(record, Option("--cache"));
        return 0;
    case "sweep":
        Measuring.Sweep(record, Option("--cache"));
        return 0;
    case "speed":
        Speed.Run(record);
        return 0;
    case "show" when args.Length > 1:
        foreach (var line in StatementLines.Of(File.ReadAllText(args[1]), !args.Contains("--places")))
            Console.WriteLine(line);
        return 0;
    default:
        Console.Error.WriteLine("One of: train, measure, speed, show FILE; options --raw FOLDER, --cache FOLDER, --write FOLDER.");
        return 2;
}
